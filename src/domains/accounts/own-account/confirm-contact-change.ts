import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Account } from '../account.entity.js';
import { takenBy } from '../account.problems.js';
import { Codes, type Proof } from '../codes/codes.js';
import type { ContactKind } from '../contracts/index.js';
import { Sessions } from '../sessions/sessions.js';
import { ContactChange } from './contact-change.entity.js';
import { ContactChangeNotFound } from './own-account.problems.js';

/**
 * The new phone or e-mail address counts from here on, and every other session is over: whoever has one may be whom the
 * old phone was lost to. The old phone is told by whoever hears the event.
 */
@Injectable()
export class ConfirmContactChange {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly codes: Codes,
    private readonly sessions: Sessions,
  ) {}

  async run(caller: CallerIdentity, kind: ContactKind, changeId: string, code: string): Promise<void> {
    const expiresAt = { $gt: this.clock.now() };
    const change = await this.em.findOne(ContactChange, { id: changeId, accountId: caller.id, kind, expiresAt });
    if (!change) throw new ContactChangeNotFound();
    const proof = await this.codes.check(`${kind}-change`, change.id, code);
    try {
      await this.em.transactional((em) => this.apply(em, caller, change, proof));
    } catch (error) {
      throw takenBy(error);
    }
  }

  private async apply(em: EntityManager, caller: CallerIdentity, change: ContactChange, proof: Proof): Promise<void> {
    const now = this.clock.now();
    await this.codes.use(em, proof);
    await em.nativeDelete(ContactChange, { id: change.id });
    const account = await em.findOneOrFail(
      Account,
      { id: change.accountId, erasedAt: null },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true, failHandler: () => new ContactChangeNotFound() },
    );
    const previousPhone = change.kind === 'phone' ? account.phone : null;
    if (change.kind === 'phone') {
      account.phone = change.value;
      account.phoneIndex = this.encryption.index('phone', this.encryption.open('phone', change.value));
    } else {
      account.email = change.value;
    }
    await account.announceContact(em, { changed: change.kind, previousPhone }, now);
    const others = { accountId: account.id, except: caller.sessionId };
    const facts = { sessionsEnded: await this.sessions.end(em, others, 'contact-changed') };
    const action = `change-${change.kind}`;
    recordAudit(em, caller, { action, subjectType: 'account', subjectId: account.id, at: now, facts });
  }
}
