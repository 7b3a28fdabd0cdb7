import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskEmail, maskIdNumber, maskPhone } from '../../../platform/encryption/mask.js';
import { SessionEnded } from '../../../platform/problems/platform.problems.js';
import { Account } from '../account.entity.js';
import type { AccountView } from './own-account.dto.js';

@Injectable()
export class FindOwnAccount {
  constructor(
    private readonly em: EntityManager,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(caller: CallerIdentity): Promise<AccountView> {
    const account = await this.em.findOne(Account, { id: caller.id, erasedAt: null });
    if (!account) throw new SessionEnded();
    const { id, name, idNumber, phone, email, roles, baseIds, createdAt } = account;
    return {
      id,
      name: this.encryption.open('name', name),
      idNumber: idNumber === null ? null : maskIdNumber(this.encryption.open('id-number', idNumber)),
      phone: maskPhone(this.encryption.open('phone', phone)),
      email: email === null ? null : maskEmail(this.encryption.open('email', email)),
      roles,
      baseIds,
      createdAt: createdAt.toISOString(),
    };
  }
}
