import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { findPage, type Page } from '../../../platform/http/page.js';
import { Account } from '../account.entity.js';
import { StaffAccounts } from './staff-accounts.js';
import type { StaffAccountQuery, StaffAccountView } from './staff.dto.js';
import { StaffAccountNotFound } from './staff.problems.js';

@Injectable()
export class FindStaffAccounts {
  constructor(
    private readonly em: EntityManager,
    private readonly staffAccounts: StaffAccounts,
  ) {}

  /** Newest first. */
  page({ role, baseId, status, ...query }: StaffAccountQuery): Promise<Page<StaffAccountView>> {
    const where: FilterQuery<Account> = {
      kind: 'staff',
      ...(role && { roles: { $contains: [role] } }),
      ...(baseId && { baseIds: { $contains: [baseId.toLowerCase()] } }),
      ...(status && { disabledAt: status === 'active' ? null : { $ne: null } }),
    };
    const order = { createdAt: 'desc', id: 'desc' } as const;
    return findPage(this.em, Account, where, order, query, (account) => this.staffAccounts.view(account));
  }

  async one(id: string): Promise<StaffAccountView> {
    const account = await this.em.findOne(Account, { id, kind: 'staff' });
    if (!account) throw new StaffAccountNotFound();
    return this.staffAccounts.view(account);
  }
}
