import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { chinaDate } from '../../../platform/clock/china-date.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { currentScope } from '../../../platform/scope/request-scope.js';
import { birthDateOf } from '../applicants/id-number.js';
import { identifyApplicant } from '../applicants/identify-applicant.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { findNamedPlan } from '../plans/find-named-plan.js';
import { findMissing } from './find-missing.js';
import { findObstacles } from './find-obstacles.js';
import type { Form } from './form-sections.js';
import type { Missing } from './missing.js';
import { openForm } from './open-form.js';
import type { CompletenessView, SectionState } from './personal-info.dto.js';
import { PersonalInfo } from './personal-info.entity.js';

/** Whether a trainee's form may go on to 确认报名信息, and what it lacks. */
@Injectable()
export class CheckCompleteness {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(trainee: CallerIdentity, planId?: string): Promise<CompletenessView> {
    const saved = await this.em.findOne(PersonalInfo, { traineeId: trainee.id });
    const form = openForm(this.encryption, saved);
    const missing = planId === undefined ? findMissing(form, []) : await this.against(planId, trainee.id, form);
    const language = currentScope()?.language ?? 'zh';
    return {
      complete: missing.length === 0,
      missing: missing.map(({ pointer, code, detail }) => ({ pointer, code, detail: detail[language] })),
      sections: sectionStates(missing),
    };
  }

  private async against(planId: string, traineeId: string, form: Form): Promise<Missing[]> {
    const plan = await findNamedPlan(this.em, planId);
    const { idNumber } = await identifyApplicant(this.em, traineeId);
    const files = await this.em.find(Attachment, { traineeId, deletedAt: null, status: 'kept' });
    const birthDate = birthDateOf(this.encryption.open('id-number', idNumber));
    return findObstacles(
      plan,
      { form, files: files.map(({ asSent }) => asSent), birthDate },
      chinaDate(this.clock.now()),
    );
  }
}

function sectionStates(missing: readonly Missing[]): CompletenessView['sections'] {
  const state = (section: string): SectionState =>
    missing.some(({ pointer }) => pointer.split('/')[1] === section) ? 'incomplete' : 'complete';
  return {
    basic: state('basic'),
    contact: state('contact'),
    education: state('education'),
    work: state('work'),
    training: state('training'),
    statement: state('statement'),
    attachments: state('attachments'),
    eligibility: missing.some(({ code }) => code === 'not-eligible') ? 'incomplete' : 'complete',
  };
}
