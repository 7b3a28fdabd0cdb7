import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { textArray } from '../../../platform/database/text-array.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { StaffAccountChanged } from '../../accounts/contracts/index.js';
import { personKeyOf, unitKeyOf } from './conflict-keys.js';

/** Keeps which bases each member of staff reviews for, and whom their unit and who they are keep them from reviewing. */
@Injectable()
export class KeepReviewers {
  constructor(private readonly encryption: FieldEncryption) {}

  @Consumes(StaffAccountChanged, 'review.reviewers')
  async keep(em: EntityManager, event: StaffAccountChanged): Promise<void> {
    const { aggregateId, aggregateVersion, unit, idNumber, active = true, baseIds } = event;
    await em.execute(
      `insert into review.reviewer (account_id, version, unit_key, person_key, base_ids) values (?, ?, ?, ?, ?::uuid[])
       on conflict (account_id) do update
         set version = excluded.version, unit_key = excluded.unit_key, person_key = excluded.person_key,
           base_ids = excluded.base_ids
         where reviewer.version < excluded.version`,
      [
        aggregateId,
        aggregateVersion,
        unit === null ? null : unitKeyOf(unit),
        personKeyOf(this.encryption, idNumber),
        textArray(active ? baseIds : []),
      ],
    );
  }
}
