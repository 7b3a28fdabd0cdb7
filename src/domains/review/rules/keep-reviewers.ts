import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { StaffAccountChanged } from '../../accounts/contracts/index.js';
import { unitKeyOf } from './unit-key.js';

/** Keeps the unit that each member of staff works for, whom it keeps from reviewing what that unit sends. */
@Injectable()
export class KeepReviewers {
  @Consumes(StaffAccountChanged, 'review.reviewers')
  async keep(em: EntityManager, { aggregateId, aggregateVersion, unit }: StaffAccountChanged): Promise<void> {
    await em.execute(
      `insert into review.reviewer (account_id, version, unit_key) values (?, ?, ?)
       on conflict (account_id) do update set version = excluded.version, unit_key = excluded.unit_key
         where reviewer.version < excluded.version`,
      [aggregateId, aggregateVersion, unit === null ? null : unitKeyOf(unit)],
    );
  }
}
