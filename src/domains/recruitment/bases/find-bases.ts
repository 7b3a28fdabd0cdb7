import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { findPage, type Page } from '../../../platform/http/page.js';
import { BaseNotFound } from './base.problems.js';
import type { BaseQuery } from './bases.dto.js';
import { TrainingBase } from './training-base.entity.js';

@Injectable()
export class FindBases {
  constructor(private readonly em: EntityManager) {}

  async list<View>(query: BaseQuery, toView: (base: TrainingBase) => View): Promise<Page<View>> {
    const where = query.status === undefined ? {} : { status: query.status };
    return findPage(this.em, TrainingBase, where, { name: 'asc', id: 'asc' }, query, toView);
  }

  async one<View>(id: string, toView: (base: TrainingBase) => View): Promise<View> {
    return toView(await this.em.findOneOrFail(TrainingBase, { id }, { failHandler: () => new BaseNotFound() }));
  }
}
