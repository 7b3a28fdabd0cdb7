import type { EntityManager } from '@mikro-orm/postgresql';
import { recordEvent } from '../../../platform/events/record-event.js';
import type { Account } from '../account.entity.js';
import { StaffAccountChanged } from '../contracts/index.js';

/** Tells the other domains what a member of staff may do and where they work; flushed before, so that the version counts. */
export function announceStaffAccount(em: EntityManager, account: Account, now: Date): void {
  const { id, version, roles, baseIds, unit, idNumber, phone, email } = account;
  recordEvent(em, StaffAccountChanged, {
    aggregateId: id,
    aggregateVersion: version,
    occurredAt: now.toISOString(),
    roles,
    baseIds,
    unit,
    ...{ idNumber, phone, email, active: account.status === 'active' },
  });
}
