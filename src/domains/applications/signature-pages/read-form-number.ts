import type { EntityManager } from '@mikro-orm/postgresql';
import type { Application } from '../applications/application.entity.js';
import { IssuedForm } from '../forms/issued-form.entity.js';
import { numberInCode } from '../forms/verification-url.js';
import { PageOfAnotherApplication, PageOfAnotherRevision } from './signature-page.problems.js';

/**
 * The number of the application's present form when a scan bears its QR code, null when it bears none of ours: other
 * codes (of a hospital, of a licence) say nothing. Refuses a scan that bears the code of any other form.
 */
export async function readFormNumber(
  em: EntityManager,
  application: Application,
  qrCodes: readonly string[],
): Promise<string | null> {
  const numbers = qrCodes.map(numberInCode).filter((number) => number !== undefined);
  await refuseOtherForms(em, application, numbers);
  return numbers[0] ?? null;
}

/** Refuses with `applications.page-of-another-application` or `applications.page-of-another-revision`. */
export async function refuseOtherForms(
  em: EntityManager,
  { id: applicationId, revision }: Application,
  numbers: readonly string[],
): Promise<void> {
  for (const number of new Set(numbers)) {
    const issued = await em.findOne(IssuedForm, { number, applicationId });
    if (!issued) throw new PageOfAnotherApplication();
    if (issued.revision !== revision) throw new PageOfAnotherRevision();
  }
}
