import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Account } from '../account.entity.js';
import { takenBy } from '../account.problems.js';
import { announceStaffAccount } from './announce-staff-account.js';
import { StaffAccounts } from './staff-accounts.js';

/** Somebody has to be there before anybody can create the others; run by a command, never by a route. */
@Injectable()
export class CreateFirstSystemAdmin {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly staffAccounts: StaffAccounts,
  ) {}

  /**
   * The id, phone and one-time password of the first system administrator; undefined when there has been one, also when
   * two run at once. Refuses a phone that has an account with `accounts.phone-taken`.
   */
  async run(
    name: string,
    phone: string,
  ): Promise<{ accountId: string; phone: string; oneTimePassword: string } | undefined> {
    const em = this.em.fork();
    if ((await em.count(Account, { isFirstSystemAdmin: true })) > 0) return undefined;
    const first = { name, phone, roles: ['system_admin'] as const, baseIds: [], isFirstSystemAdmin: true };
    const { account, password } = await this.staffAccounts.make(first);
    try {
      await em.transactional(async (tx) => {
        const at = this.clock.now();
        tx.persist(account);
        await tx.flush();
        announceStaffAccount(tx, account, at);
        recordAudit(tx, 'platform', {
          action: 'create-first-system-admin',
          subjectType: 'account',
          subjectId: account.id,
          at,
        });
      });
    } catch (error) {
      if (isSecond(error)) return undefined;
      throw takenBy(error);
    }
    return { accountId: account.id, phone, oneTimePassword: password };
  }
}

const isSecond = (error: unknown): boolean =>
  error instanceof UniqueConstraintViolationException && error.message.includes('account_first_system_admin_unique');
