import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { writeTemplate } from '../../../platform/spreadsheets/write-template.js';
import { TrainingBase } from '../bases/training-base.entity.js';
import { Batch } from '../batches/batch.entity.js';
import { baseColumns, planColumns } from './columns.js';

/** The workbooks to fill in. */
@Injectable()
export class WriteTemplates {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  ofBases(): Promise<Buffer> {
    return writeTemplate('培训基地', baseColumns);
  }

  /** With the bases and batches that plans can be made for now. */
  async ofPlans(): Promise<Buffer> {
    const bases = await this.em.find(TrainingBase, {}, { orderBy: { name: 'asc' } });
    const batches = await this.em.find(Batch, {}, { orderBy: { opensAt: 'desc', id: 'asc' } });
    return writeTemplate('招录计划', planColumns(bases, batches, this.clock.now()));
  }
}
