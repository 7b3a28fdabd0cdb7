import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Specialty } from '../contracts/index.js';
import { FormRequirement } from './form-requirement.entity.js';
import { type FormRequirementView, toFormRequirementView } from './form-requirements.dto.js';

@Injectable()
export class FindFormRequirement {
  constructor(private readonly em: EntityManager) {}

  async one(specialty: Specialty): Promise<FormRequirementView> {
    return toFormRequirementView(await this.em.findOneOrFail(FormRequirement, { specialty }));
  }
}
