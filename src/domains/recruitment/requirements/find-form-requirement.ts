import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import type { Specialty } from '../contracts/index.js';
import { FormRequirement, FormRequirementVersion } from './form-requirement.entity.js';
import {
  type FormRequirementVersionView,
  type FormRequirementView,
  toFormRequirementVersionView,
  toFormRequirementView,
} from './form-requirements.dto.js';

@Injectable()
export class FindFormRequirement {
  constructor(private readonly em: EntityManager) {}

  async one(specialty: Specialty): Promise<FormRequirementView> {
    return toFormRequirementView(await this.em.findOneOrFail(FormRequirement, { specialty }));
  }

  /** Newest first. */
  async versions(specialty: Specialty, query: PageQuery): Promise<Page<FormRequirementVersionView>> {
    const order = { version: 'desc' } as const;
    return findPage(this.em, FormRequirementVersion, { specialty }, order, query, toFormRequirementVersionView);
  }
}
