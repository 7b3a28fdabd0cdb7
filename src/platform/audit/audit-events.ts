import { type FilterObject, raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { isUUID } from 'class-validator';
import { textArray } from '../database/text-array.js';
import type { ActorRole, AuditEventView, AuditFilters } from './audit-event.dto.js';
import { AuditRecord } from './audit-record.entity.js';

/** What the records that filters leave have in common. */
export function conditionsOf({ actorRole, from, to, ...equal }: AuditFilters): FilterObject<AuditRecord>[] {
  const { actorId, action, subjectType, subjectId, traceId, ip } = equal;
  const given = Object.entries({ actorId, action, subjectType, subjectId, traceId, ip });
  return [
    Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    ...(from === undefined ? [] : [{ occurredAt: { $gte: new Date(from) } }]),
    ...(to === undefined ? [] : [{ occurredAt: { $lt: new Date(to) } }]),
    ...(actorRole === undefined ? [] : [hasRole(actorRole)]),
  ];
}

/** As the partial index of the role says it. */
const hasRole = (role: ActorRole): FilterObject<AuditRecord> => ({
  [raw((alias) => `? = any(string_to_array(${alias}.actor_roles, ','))`, [role])]: [],
});

/** Filters as an audit record keeps them: what was typed freely may be somebody's number, so that it is only mentioned. */
export function factsOf({ subjectId, ip, ...told }: AuditFilters): Record<string, unknown> {
  return {
    ...told,
    ...(subjectId !== undefined && { subjectId: isUUID(subjectId) ? subjectId : 'another' }),
    ...(ip !== undefined && { ip: 'given' }),
  };
}

export interface RecordSeal {
  readonly recordId: string;
  readonly position: number;
  readonly hash: string;
  readonly sealedAt: Date;
}

/** The seals of these records, by record. */
export async function sealsOf(em: EntityManager, records: readonly AuditRecord[]): Promise<Map<string, RecordSeal>> {
  const seals = await em.execute<RecordSeal[]>(
    `select record_id as "recordId", position, hash, sealed_at as "sealedAt"
     from platform.audit_seal where record_id = any(?::uuid[])`,
    [textArray(records.map(({ id }) => id))],
  );
  return new Map(seals.map((seal) => [seal.recordId, { ...seal, sealedAt: new Date(seal.sealedAt) }]));
}

export const toAuditEvent = (record: AuditRecord, seal: RecordSeal | undefined): AuditEventView => ({
  id: record.id,
  occurredAt: record.occurredAt.toISOString(),
  actorId: record.actorId ?? null,
  actorRoles: record.actorRoles.split(',').filter((role) => role !== '') as ActorRole[],
  action: record.action,
  subjectType: record.subjectType,
  subjectId: record.subjectId,
  traceId: record.traceId,
  ip: record.ip ?? null,
  userAgent: record.userAgent ?? null,
  facts: record.facts,
  sealed: seal !== undefined,
  position: seal?.position ?? null,
});
