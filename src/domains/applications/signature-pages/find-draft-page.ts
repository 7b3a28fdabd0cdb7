import type { EntityManager } from '@mikro-orm/postgresql';
import { SignaturePage } from './signature-page.entity.js';
import { SignaturePageNotFound, SignaturePageSubmitted } from './signature-page.problems.js';

/** A page that can still be changed, of an application that the caller has locked. */
export async function findDraftPage(em: EntityManager, applicationId: string, id: string): Promise<SignaturePage> {
  const failHandler = () => new SignaturePageNotFound();
  const page = await em.findOneOrFail(SignaturePage, { id, applicationId }, { failHandler });
  if (page.submission !== null) throw new SignaturePageSubmitted();
  return page;
}
