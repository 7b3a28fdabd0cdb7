import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Clock } from '../clock/clock.js';
import { AuditRecord } from './audit-record.entity.js';
import { AuditSeal } from './audit-seal.entity.js';

const LOCK = 7_203_312;
/** The most records that one run seals. */
export const SEAL_BATCH = 500;
export const CHAIN_START = '0'.repeat(64);

/** Seals what was recorded since the last time into the chain. One process at a time: the others find the lock taken. */
@Injectable()
export class SealAudit {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Returns how many records it sealed; 0 also when another process is at it. */
  async run(): Promise<number> {
    return this.em.fork().transactional(async (em) => {
      const [lock] = await em.execute<{ taken: boolean }[]>('select pg_try_advisory_xact_lock(?) as taken', [LOCK]);
      if (!lock?.taken) return 0;
      const [last] = await em.find(AuditSeal, {}, { orderBy: { position: 'desc' }, limit: 1 });
      const unsealed = await em.execute<{ id: string }[]>(
        `delete from platform.unsealed_audit_record where record_id in (
           select id from platform.unsealed_audit_record join platform.audit_record on id = record_id
           order by occurred_at, id limit ?) returning record_id as id`,
        [SEAL_BATCH],
      );
      const records = await em.find(
        AuditRecord,
        { id: { $in: unsealed.map(({ id }) => id) } },
        { orderBy: { occurredAt: 'asc', id: 'asc' } },
      );
      let { position, hash } = last ?? { position: 0, hash: CHAIN_START };
      for (const record of records) {
        hash = link(hash, record);
        em.create(AuditSeal, { position: ++position, recordId: record.id, hash, sealedAt: this.clock.now() });
      }
      return records.length;
    });
  }
}

/** The hash of the chain after `record`: SHA-256 in hex over the hash before and the record as canonical JSON. */
export function link(previous: string, record: AuditRecord): string {
  const { id, occurredAt, actorId, actorRoles, action, subjectType, subjectId, traceId, ip, userAgent, facts } = record;
  const fields = [
    id,
    occurredAt.toISOString(),
    actorId,
    actorRoles,
    action,
    subjectType,
    subjectId,
    traceId,
    ip,
    userAgent,
    sorted(facts),
  ];
  return createHash('sha256').update(previous).update(JSON.stringify(fields)).digest('hex');
}

/** jsonb keeps no order of keys, a hash needs one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
