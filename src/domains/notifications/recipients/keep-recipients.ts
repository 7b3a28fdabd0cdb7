import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { AccountRegistered, ContactChanged } from '../../accounts/contracts/index.js';

/** Keeps where every account is reached; what an older event tells is left alone. */
@Injectable()
export class KeepRecipients {
  @Consumes(AccountRegistered, 'notifications.recipients')
  async register(em: EntityManager, event: AccountRegistered): Promise<void> {
    await keep(em, event);
  }

  @Consumes(ContactChanged, 'notifications.changed-recipients')
  async change(em: EntityManager, event: ContactChanged): Promise<void> {
    await keep(em, event);
  }
}

async function keep(em: EntityManager, event: AccountRegistered | ContactChanged): Promise<void> {
  await em.execute(
    `insert into notifications.recipient as known (account_id, phone, email, version) values (?, ?, ?, ?)
     on conflict (account_id) do update
       set phone = excluded.phone, email = excluded.email, version = excluded.version
       where known.version < excluded.version`,
    [event.aggregateId, event.phone, event.email ?? null, event.aggregateVersion],
  );
}
