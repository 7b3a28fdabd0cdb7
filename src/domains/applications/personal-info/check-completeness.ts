import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { findNamedPlan } from '../plans/find-named-plan.js';
import { findMissing } from './find-missing.js';
import { openForm } from './find-personal-info.js';
import type { CompletenessView, SectionState } from './personal-info.dto.js';
import { PersonalInfo } from './personal-info.entity.js';

/** Whether a trainee's form may go on to 确认报名信息, and what it lacks. */
@Injectable()
export class CheckCompleteness {
  constructor(
    private readonly em: EntityManager,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(trainee: CallerIdentity, planId?: string): Promise<CompletenessView> {
    const plan = planId === undefined ? undefined : await findNamedPlan(this.em, planId);
    const saved = await this.em.findOne(PersonalInfo, { traineeId: trainee.id });
    const attachments = await this.em.find(Attachment, { traineeId: trainee.id, deletedAt: null });
    const missing = findMissing(
      openForm(this.encryption, saved),
      attachments.map(({ kind }) => kind),
      plan,
    );
    const state = (section: string): SectionState =>
      missing.some(({ pointer }) => pointer.split('/')[1] === section) ? 'incomplete' : 'complete';
    return {
      complete: missing.length === 0,
      missing,
      sections: {
        basic: state('basic'),
        contact: state('contact'),
        education: state('education'),
        work: state('work'),
        training: state('training'),
        statement: state('statement'),
        attachments: state('attachments'),
      },
    };
  }
}
