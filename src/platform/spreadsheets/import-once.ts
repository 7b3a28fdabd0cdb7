import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyRequest } from 'fastify';
import type { CallerIdentity } from '../access/caller.js';
import { answerOnce } from '../idempotency/answer-once.js';
import { currentScope } from '../scope/request-scope.js';
import type { CheckedSheet, SheetError } from './check-sheet.js';
import { type ImportReport, sheetRefused, toImportErrorView } from './import-report.js';
import type { ReceivedWorkbook } from './receive-workbook.js';

export interface Import {
  readonly request: FastifyRequest;
  readonly caller: CallerIdentity;
  readonly workbook: ReceivedWorkbook;
  readonly dryRun: boolean;
}

/** Runs an import in one transaction, a real one once under its `Idempotency-Key`; a dry run changes nothing to keep. */
export async function importOnce<Report extends ImportReport>(
  em: EntityManager,
  now: Date,
  { request, caller, workbook, dryRun }: Import,
  run: (em: EntityManager) => Promise<Report>,
): Promise<Report> {
  const { idempotencyKey: key, requestHash } = workbook;
  if (dryRun || key === undefined) return em.transactional(run);
  const keyed = { key, caller: caller.id, route: `POST ${request.routeOptions.url}`, requestHash };
  const answer = await answerOnce(em, keyed, now, async () => ({ status: 200, body: await em.transactional(run) }));
  return answer.body as Report;
}

/**
 * Says what a check found. A real run with errors is refused, with all of them, and has saved nothing; one without has
 * saved what is valid.
 */
export function reportOf(
  { rows, valid }: CheckedSheet<object>,
  errors: readonly SheetError[],
  { workbook, dryRun }: Import,
): ImportReport {
  const sorted = errors.toSorted(asTheyStand);
  if (!dryRun && errors.length > 0) throw sheetRefused(sorted);
  const language = currentScope()?.language ?? 'zh';
  const wrong = new Set(errors.map(({ row }) => row));
  return {
    dryRun,
    rows,
    valid: valid.filter(({ row }) => !wrong.has(row)).length,
    imported: dryRun ? 0 : valid.length,
    hiddenRows: workbook.sheet.hiddenRows,
    errors: sorted.map((error) => toImportErrorView(error, language)),
  };
}

const asTheyStand = (one: SheetError, other: SheetError): number =>
  one.row - other.row || (one.column ?? '').padStart(3).localeCompare((other.column ?? '').padStart(3));
