import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { ApplicationExport } from './application-export.entity.js';

/**
 * Changes an export that is under way, in the attempt that is told if any; undefined when there is none. Its end is
 * noted in the audit trail.
 */
export function stepExport(
  em: EntityManager,
  { id, attempt, at }: { id: string; attempt?: number; at: Date },
  step: (found: ApplicationExport) => void,
): Promise<ApplicationExport | undefined> {
  return em.transactional(async (tx) => {
    const found = await tx.findOne(ApplicationExport, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!found?.isUnderWay || (attempt !== undefined && found.attempt !== attempt)) return undefined;
    step(found);
    if (!found.isUnderWay) {
      const action = found.state === 'done' ? 'complete-application-export' : 'fail-application-export';
      const subject = { subjectType: 'application-export', subjectId: id };
      recordAudit(tx, 'platform', { action, ...subject, at, facts: { rows: found.rowsWritten } });
    }
    return found;
  });
}
