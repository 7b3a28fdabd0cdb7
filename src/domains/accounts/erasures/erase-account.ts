import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { forgetMessagesAbout } from '../../../platform/events/forget-messages.js';
import { forgetAnswersTo } from '../../../platform/idempotency/forget-answers.js';
import type { Account } from '../account.entity.js';
import { Codes } from '../codes/codes.js';
import { ContactChange } from '../own-account/contact-change.entity.js';
import { PasswordReset } from '../password-resets/password-reset.entity.js';
import { Registration } from '../registration/registration.entity.js';
import { FailedSignIn } from '../sessions/failed-sign-in.entity.js';
import { Session } from '../sessions/session.entity.js';
import { Sessions } from '../sessions/sessions.js';
import { ErasureRequest } from './erasure-request.entity.js';

/** This domain's own part of an erasure, but for exports: the account's row stays, and holds nothing any more. */
@Injectable()
export class EraseAccount {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly sessions: Sessions,
    private readonly codes: Codes,
  ) {}

  /** In the transaction of `em`, with the account locked. */
  async run(em: EntityManager, account: Account): Promise<void> {
    const { id: accountId } = account;
    const phone = this.encryption.open('phone', account.phone);
    const email = account.email === null ? null : this.encryption.open('email', account.email);
    const idNumber = this.encryption.open('id-number', account.idNumber ?? '');

    // ended first: their access tokens are refused everywhere from now on
    await this.sessions.end(em, { accountId }, 'account-erased');
    await em.flush();
    const sessions = await em.find(Session, { accountId }, { fields: ['id'] });
    await em.nativeDelete(Session, { accountId });
    await em.nativeDelete(ContactChange, { accountId });
    await em.nativeDelete(PasswordReset, { accountId });
    await this.forgetRegistrations(em, phone, idNumber);
    const subjects = [accountId, ...[phone, idNumber].map((number) => this.encryption.index('id-number', number))];
    await em.nativeDelete(FailedSignIn, { subject: { $in: subjects } });
    const codeIds = await this.codes.forget(em, phone, email);
    const requests = await em.find(ErasureRequest, { accountId });
    for (const request of requests) request.reason = null;
    account.erase(this.clock.now());

    await forgetAnswersTo(em, accountId);
    const own = [...sessions, ...requests].map(({ id }) => id);
    await forgetMessagesAbout(em, [accountId, ...codeIds, ...own]);
  }

  /** Somebody may be registering again with the same numbers: they stand sealed, and there are never many. */
  private async forgetRegistrations(em: EntityManager, phone: string, idNumber: string): Promise<void> {
    const open = await em.find(Registration, {});
    const same = open.filter(
      (registration) =>
        this.encryption.open('phone', registration.phone) === phone ||
        this.encryption.open('id-number', registration.idNumber) === idNumber,
    );
    await em.nativeDelete(Registration, { id: { $in: same.map(({ id }) => id) } });
  }
}
