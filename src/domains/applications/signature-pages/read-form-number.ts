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
  { id: applicationId, revision }: Application,
  qrCodes: readonly string[],
): Promise<string | null> {
  const numbers = qrCodes.map(numberInCode).filter((number) => number !== undefined);
  for (const number of new Set(numbers)) {
    const issued = await em.findOne(IssuedForm, { number, applicationId });
    if (!issued) throw new PageOfAnotherApplication();
    if (issued.revision !== revision) throw new PageOfAnotherRevision();
  }
  return numbers[0] ?? null;
}

/** Refuses a set with a page that was scanned before a later review passed another revision. */
export async function refuseEarlierForms(
  em: EntityManager,
  { id: applicationId, revision }: Application,
  numbers: readonly string[],
): Promise<void> {
  const present = await em.findOne(IssuedForm, { applicationId, revision });
  if (numbers.some((number) => number !== present?.number)) throw new PageOfAnotherRevision();
}
