import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { AccountRegistered, ContactChanged, StaffAccountChanged } from '../../accounts/contracts/index.js';
import { unattributedTo } from '../own-data/deliveries-to.js';
import { Recipient } from './recipient.entity.js';

/** Keeps where every account is reached; what an older event tells is left alone. */
@Injectable()
export class KeepRecipients {
  constructor(private readonly encryption: FieldEncryption) {}

  @Consumes(AccountRegistered, 'notifications.recipients')
  async register(em: EntityManager, event: AccountRegistered): Promise<void> {
    await keep(em, event);
  }

  @Consumes(StaffAccountChanged, 'notifications.staff')
  async keepStaff(em: EntityManager, { phone = null, email = null, ...event }: StaffAccountChanged): Promise<void> {
    await keep(em, { ...event, phone, email });
  }

  @Consumes(ContactChanged, 'notifications.changed-recipients')
  async change(em: EntityManager, event: ContactChanged): Promise<void> {
    await this.attributeDeliveries(em, event);
    await keep(em, event);
  }

  /** Codes that went to what is replaced now: later nobody could tell whose they were. */
  private async attributeDeliveries(em: EntityManager, { aggregateId: accountId }: ContactChanged): Promise<void> {
    const replaced = await em.findOne(Recipient, { accountId }, { disableIdentityMap: true });
    if (!replaced) return;
    for (const delivery of await unattributedTo(em, this.encryption, replaced)) delivery.accountId = accountId;
  }
}

type Told = Pick<ContactChanged, 'aggregateId' | 'aggregateVersion'> & {
  readonly phone: string | null;
  readonly email?: string | null;
};

async function keep(em: EntityManager, event: Told): Promise<void> {
  await em.execute(
    `insert into notifications.recipient as known (account_id, phone, email, version) values (?, ?, ?, ?)
     on conflict (account_id) do update
       set phone = excluded.phone, email = excluded.email, version = excluded.version
       where known.version < excluded.version`,
    [event.aggregateId, event.phone, event.email ?? null, event.aggregateVersion],
  );
}
