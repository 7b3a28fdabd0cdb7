import type { Domain } from './domain.js';
import { EndedSession } from './access/ended-session.entity.js';
import { AuditHead } from './audit/audit-head.entity.js';
import { SessionActivity } from './access/session-activity.entity.js';
import { AuditRecord } from './audit/audit-record.entity.js';
import { AuditSeal } from './audit/audit-seal.entity.js';
import { UnsealedAuditRecord } from './audit/unsealed-audit-record.entity.js';
import { OutboxMessage } from './events/outbox-message.entity.js';
import { Receipt } from './events/receipt.entity.js';
import { Subscription } from './events/subscription.entity.js';
import { IdempotencyKey } from './idempotency/idempotency-key.entity.js';
import { InvariantOutcome } from './invariants/invariant-outcome.entity.js';
import { LiveWorker } from './jobs/live-worker.entity.js';
import { LocalClockOffset } from './local/local-clock.entity.js';
import { OutboxEntry } from './local/outbox-entry.entity.js';
import { migrations } from './migrations/index.js';

/** The platform's own tables, in the schema `platform` of each database that a domain stands in. */
export const platformSchema: Pick<Domain, 'name' | 'entities' | 'migrations'> = {
  name: 'platform',
  entities: [
    OutboxMessage,
    Receipt,
    Subscription,
    LiveWorker,
    AuditRecord,
    UnsealedAuditRecord,
    AuditSeal,
    AuditHead,
    IdempotencyKey,
    EndedSession,
    SessionActivity,
    InvariantOutcome,
    OutboxEntry,
    LocalClockOffset,
  ],
  migrations,
};
