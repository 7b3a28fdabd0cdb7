import type { EntityManager } from '@mikro-orm/postgresql';
import type { Application } from '../applications/application.entity.js';
import { IssuedForm } from './issued-form.entity.js';

/** Makes the form of the revision that passed its first review ready to print; one that was printed before counts again. */
export async function issueForm(em: EntityManager, application: Application, at: Date): Promise<void> {
  const { id: applicationId, revision } = application;
  const issued = await em.findOne(IssuedForm, { applicationId, revision });
  if (issued) issued.revokedAt = null;
  else em.persist(IssuedForm.issue(application, at));
}

/** The review that it came from is open again: until another passes, the form is neither printed nor counted. */
export async function revokeForm(em: EntityManager, { id: applicationId, revision }: Application, at: Date) {
  await em.nativeUpdate(IssuedForm, { applicationId, revision }, { revokedAt: at });
}
