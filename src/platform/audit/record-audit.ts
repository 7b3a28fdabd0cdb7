import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../access/caller.js';
import { currentScope } from '../scope/request-scope.js';
import { AuditRecord } from './audit-record.entity.js';

export interface AuditEntry {
  /** Verb and noun, as the use case is called: `submit-application`, `view-id-number`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly at: Date;
  /** Codes, counts and ids that explain the action; never personal data. */
  readonly facts?: Record<string, unknown>;
}

/** What acts when nobody is signed in: somebody unknown, or the platform's own clock and consumers. */
export type Actor = Pick<CallerIdentity, 'id' | 'roles'> | 'anyone' | 'platform';

/** Records a deed, or a look at whole personal data, with whatever else `em` commits. Address and trace come from the request. */
export function recordAudit(em: EntityManager, actor: Actor, { at, facts, ...entry }: AuditEntry): void {
  const scope = currentScope();
  em.persist(
    em.create(AuditRecord, {
      id: randomUUID(),
      ...entry,
      occurredAt: at,
      actorId: typeof actor === 'string' ? null : actor.id,
      actorRoles: typeof actor === 'string' ? actor : actor.roles.join(','),
      traceId: scope?.traceId ?? '',
      ip: scope?.ip ?? null,
      userAgent: scope?.userAgent?.slice(0, 300) ?? null,
      facts: facts ?? {},
    }),
  );
}
