import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { AuditRecord } from './audit-record.entity.js';

/** One record as the person may read it whom it is about: of others it tells the role, never who they are. */
export interface TrailEntry {
  readonly at: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Whether it was the person's own doing; from where is told only then. */
  readonly own: boolean;
  /** Roles joined by commas, or `anyone` or `platform`. */
  readonly actorRoles: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** What an account did, and what was done to it, the oldest first. */
export const trailOfAccount = (em: EntityManager, accountId: string): Promise<TrailEntry[]> =>
  trail(em, accountId, { $or: [{ actorId: accountId }, { subjectType: 'account', subjectId: accountId }] });

/** What others did to things of an account, the oldest first. */
export const trailOfSubjects = (
  em: EntityManager,
  accountId: string,
  subjectIds: readonly string[],
): Promise<TrailEntry[]> =>
  trail(em, accountId, {
    subjectId: { $in: [...subjectIds] },
    $or: [{ actorId: null }, { actorId: { $ne: accountId } }],
  });

async function trail(em: EntityManager, accountId: string, where: FilterQuery<AuditRecord>): Promise<TrailEntry[]> {
  const records = await em.find(AuditRecord, where, { orderBy: { occurredAt: 'asc', id: 'asc' } });
  return records.map(({ occurredAt, action, subjectType, subjectId, actorId, actorRoles, ip, userAgent }) => {
    const own = actorId === accountId;
    const from = own ? { ip: ip ?? null, userAgent: userAgent ?? null } : { ip: null, userAgent: null };
    return { at: occurredAt.toISOString(), action, subjectType, subjectId, own, actorRoles, ...from };
  });
}
