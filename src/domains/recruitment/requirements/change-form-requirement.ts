import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import type { Specialty } from '../contracts/index.js';
import { announcePlans } from '../plans/announce-plans.js';
import { FormRequirement } from './form-requirement.entity.js';
import {
  type ChangeFormRequirementRequest,
  type FormRequirementView,
  type RequiredAttachment,
  toFormRequirementView,
} from './form-requirements.dto.js';

@Injectable()
export class ChangeFormRequirement {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(
    caller: CallerIdentity,
    specialty: Specialty,
    read: number,
    { attachments }: ChangeFormRequirementRequest,
  ): Promise<FormRequirementView> {
    requireEachKindOnce(attachments);
    return this.em.transactional(async (em) => {
      const requirement = await em.findOneOrFail(
        FormRequirement,
        { specialty },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      requireVersion(read, requirement.version);
      const now = this.clock.now();
      requirement.attachments = attachments.map(({ kind, required, maxCount }) => ({ kind, required, maxCount }));
      recordAudit(em, caller, {
        action: 'change-form-requirement',
        subjectType: 'form-requirement',
        subjectId: specialty,
        at: now,
      });
      await announcePlans(em, { specialty }, now);
      return toFormRequirementView(requirement);
    });
  }
}

function requireEachKindOnce(attachments: readonly RequiredAttachment[]): void {
  const errors = attachments.flatMap(({ kind }, position) =>
    attachments.findIndex((other) => other.kind === kind) === position
      ? []
      : [
          {
            pointer: `/attachments/${position}/kind`,
            code: 'duplicate',
            detail: { zh: '附件种类重复', en: 'this kind is listed twice' },
          },
        ],
  );
  if (errors.length > 0) throw new InvalidRequest({ errors });
}
