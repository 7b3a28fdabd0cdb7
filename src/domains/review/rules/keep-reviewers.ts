import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { StaffAccountChanged } from '../../accounts/contracts/index.js';
import { personKeyOf, unitKeyOf } from './comparable.js';

/** Keeps the unit that each member of staff works for, and who they are: whom that keeps from reviewing. */
@Injectable()
export class KeepReviewers {
  constructor(private readonly encryption: FieldEncryption) {}

  @Consumes(StaffAccountChanged, 'review.reviewers')
  async keep(em: EntityManager, { aggregateId, aggregateVersion, unit, idNumber }: StaffAccountChanged): Promise<void> {
    await em.execute(
      `insert into review.reviewer (account_id, version, unit_key, person_key) values (?, ?, ?, ?)
       on conflict (account_id) do update
         set version = excluded.version, unit_key = excluded.unit_key, person_key = excluded.person_key
         where reviewer.version < excluded.version`,
      [aggregateId, aggregateVersion, unit === null ? null : unitKeyOf(unit), personKeyOf(this.encryption, idNumber)],
    );
  }
}
