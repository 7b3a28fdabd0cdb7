import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { findPage, type Page } from '../../../platform/http/page.js';
import { toTrainingView, type TrainingQuery, type TrainingView } from './training.dto.js';
import { TrainingRecord } from './training-record.entity.js';

@Injectable()
export class FindTrainings {
  constructor(private readonly em: EntityManager) {}

  /** The records of the caller's bases, in the order of admission. */
  async run(caller: CallerIdentity, query: TrainingQuery): Promise<Page<TrainingView>> {
    const { planId, status } = query;
    const where = {
      baseId: { $in: [...caller.baseIds] },
      ...(planId !== undefined && { planId }),
      ...(status !== undefined && { status }),
    };
    return findPage(this.em, TrainingRecord, where, { admittedAt: 'asc', id: 'asc' }, query, toTrainingView);
  }
}
