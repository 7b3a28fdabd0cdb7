import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { type AttachmentRequirement, formatsOf, MAX_ATTACHMENT_BYTES, type Specialty } from '../contracts/index.js';
import { announcePlans } from '../plans/announce-plans.js';
import { FormRequirement, FormRequirementVersion } from './form-requirement.entity.js';
import {
  type ChangeFormRequirementRequest,
  type FormRequirementView,
  type RequiredAttachment,
  toFormRequirementView,
} from './form-requirements.dto.js';
import { requireSensible, toEligibilityRule } from './require-sensible.js';

/** Changes what a specialty asks for from now on; what was submitted keeps the version that it was judged by. */
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
    request: ChangeFormRequirementRequest,
  ): Promise<FormRequirementView> {
    requireSensible(request);
    return this.em.transactional(async (em) => {
      const requirement = await em.findOneOrFail(
        FormRequirement,
        { specialty },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      requireVersion(read, requirement.version);
      const now = this.clock.now();
      requirement.attachments = request.attachments.map(whole);
      requirement.eligibility = request.eligibility?.map(toEligibilityRule) ?? requirement.eligibility;
      await em.flush();
      const { attachments, eligibility, version } = requirement;
      em.create(FormRequirementVersion, {
        ...{ specialty, version, attachments, eligibility },
        changedBy: caller.id,
        changedAt: now,
      });
      recordAudit(em, caller, {
        action: 'change-form-requirement',
        subjectType: 'form-requirement',
        subjectId: specialty,
        at: now,
        facts: { version },
      });
      await announcePlans(em, { specialty }, now);
      return toFormRequirementView(requirement);
    });
  }
}

/** With what was left open written out, since it may mean something else one day. */
const whole = ({ kind, required, maxCount, formats, maxBytes }: RequiredAttachment): AttachmentRequirement => ({
  ...{ kind, required, maxCount },
  formats: [...new Set(formats ?? formatsOf(kind))],
  maxBytes: maxBytes ?? MAX_ATTACHMENT_BYTES,
});
