import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskName } from '../../../platform/encryption/mask.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { Account } from '../account.entity.js';
import { IdNumberTaken, PhoneTaken, takenBy } from '../account.problems.js';
import { Codes, type Proof } from '../codes/codes.js';
import { AccountRegistered, type CodeChannel } from '../contracts/index.js';
import { findOpenRegistration } from './find-registration.js';
import type { AccountCreatedView } from './registration.dto.js';
import { Registration } from './registration.entity.js';
import { PhoneProofRequired } from './registration.problems.js';

/** The second step: the account exists once the code is proven. */
@Injectable()
export class ConfirmRegistration {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly codes: Codes,
  ) {}

  async run(registrationId: string, code: string): Promise<AccountCreatedView> {
    const registration = await findOpenRegistration(this.em, registrationId, this.clock.now());
    const proof = await this.codes.check('registration', registration.id, code);
    const account = this.accountOf(registration);
    try {
      await this.em.transactional((em) => this.open(em, account, registration, proof));
    } catch (error) {
      throw refusal(error, proof.channel);
    }
    return { accountId: account.id };
  }

  private async open(em: EntityManager, account: Account, { id }: Registration, proof: Proof): Promise<void> {
    await this.codes.use(em, proof);
    await em.nativeDelete(Registration, { id });
    await em.persist(account).flush();
    this.announce(em, account);
    recordAudit(em, account, {
      action: 'register',
      subjectType: 'account',
      subjectId: account.id,
      at: this.clock.now(),
    });
  }

  private accountOf({ name, idNumber, phone, email, passwordHash }: Registration): Account {
    const { encryption } = this;
    const identity = {
      name,
      maskedName: maskName(encryption.open('name', name)),
      idNumber,
      idNumberIndex: encryption.index('id-number', encryption.open('id-number', idNumber)),
      phone,
      phoneIndex: encryption.index('phone', encryption.open('phone', phone)),
      email,
      passwordHash,
    };
    return Account.ofTrainee(identity, this.clock.now());
  }

  private announce(em: EntityManager, account: Account): void {
    recordEvent(em, AccountRegistered, {
      aggregateId: account.id,
      aggregateVersion: account.version,
      occurredAt: this.clock.now().toISOString(),
      name: account.name,
      maskedName: account.maskedName,
      idNumber: account.idNumber as string,
      idNumberIndex: account.idNumberIndex as string,
      phone: account.phone,
      email: account.email,
    });
  }
}

/** Who has proven only a mailbox is not told whether it is the phone or the ID number that has an account, or that one has. */
function refusal(error: unknown, provenBy: CodeChannel): unknown {
  const taken = takenBy(error);
  const isTaken = taken instanceof PhoneTaken || taken instanceof IdNumberTaken;
  return isTaken && provenBy === 'email' ? new PhoneProofRequired() : taken;
}
