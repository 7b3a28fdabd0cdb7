import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { Account } from '../account.entity.js';

/** The numbers that an account's password must not be built from. */
@Injectable()
export class OwnNumbers {
  constructor(private readonly encryption: FieldEncryption) {}

  /** Phone and, for trainees, ID number, in clear: for a comparison, never for an answer. */
  of({ phone, idNumber }: Pick<Account, 'phone' | 'idNumber'>): string[] {
    const { encryption } = this;
    return [encryption.open('phone', phone), ...(idNumber === null ? [] : [encryption.open('id-number', idNumber)])];
  }
}
