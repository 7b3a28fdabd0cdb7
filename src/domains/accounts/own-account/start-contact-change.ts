import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { Codes } from '../codes/codes.js';
import type { ContactKind } from '../contracts/index.js';
import { ConfirmOwnPassword } from './confirm-own-password.js';
import { ContactChange } from './contact-change.entity.js';

const LIFETIME_MILLISECONDS = 10 * 60 * 1000;

/** What a started change is answered with. */
export interface StartedContactChange {
  readonly id: string;
  readonly resendAfterSeconds: number;
}

/** Sends a code to the new phone or mailbox. Whether it is somebody else's is told only to whoever proves it. */
@Injectable()
export class StartContactChange {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly confirmOwnPassword: ConfirmOwnPassword,
    private readonly codes: Codes,
  ) {}

  async run(caller: CallerIdentity, kind: ContactKind, value: string, password: string): Promise<StartedContactChange> {
    const account = await this.confirmOwnPassword.run(caller, password, '/password');
    const present = account[kind];
    if (present !== null && this.encryption.open(kind, present) === value) throw unchanged(kind);
    const now = this.clock.now();
    const id = randomUUID();
    return this.em.transactional(async (em) => {
      const expiresAt = new Date(now.getTime() + LIFETIME_MILLISECONDS);
      em.create(ContactChange, {
        id,
        accountId: account.id,
        kind,
        value: this.encryption.seal(kind, value),
        expiresAt,
      });
      const resendAfterSeconds = await this.codes.issue(em, {
        purpose: `${kind}-change`,
        channel: kind === 'phone' ? 'sms' : 'email',
        subjectId: id,
        target: value,
        send: true,
      });
      const action = `start-${kind}-change`;
      recordAudit(em, caller, { action, subjectType: 'account', subjectId: account.id, at: now });
      return { id, resendAfterSeconds };
    });
  }
}

const unchanged = (kind: ContactKind) =>
  new InvalidRequest({
    errors: [{ pointer: `/${kind}`, code: 'unchanged', detail: { zh: '与当前的相同', en: 'is the present one' } }],
  });
