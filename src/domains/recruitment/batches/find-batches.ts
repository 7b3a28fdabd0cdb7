import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { Batch } from './batch.entity.js';
import { BatchNotFound } from './batch.problems.js';
import { type BatchView, toBatchView } from './batches.dto.js';

@Injectable()
export class FindBatches {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async list(query: PageQuery): Promise<Page<BatchView>> {
    const now = this.clock.now();
    return findPage(this.em, Batch, {}, { opensAt: 'desc', id: 'asc' }, query, (batch) => toBatchView(batch, now));
  }

  async one(id: string): Promise<BatchView> {
    const batch = await this.em.findOneOrFail(Batch, { id }, { failHandler: () => new BatchNotFound() });
    return toBatchView(batch, this.clock.now());
  }
}
