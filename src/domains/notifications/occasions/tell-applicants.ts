import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { type ApplicationAction, ApplicationStatusChanged } from '../../applications/contracts/index.js';
import { specialtyNames } from '../../recruitment/contracts/index.js';
import { findRecipient } from '../recipients/find-recipient.js';
import type { Occasion } from '../templates/occasions.js';
import { Notify } from './notify.js';

/** The steps that the applicant is told of; what the applicant did is none of them. */
export const toldActions = [
  'pass-first-review',
  'return-from-first-review',
  'reopen-first-review',
  'pass-second-review',
  'return-from-second-review',
  'reopen-second-review',
  'publicize',
  'admit',
  'refuse-after-objection',
  'refuse-unlisted',
  'schedule-exam',
  'graduate',
  'fail-exam',
] as const satisfies ApplicationAction[];

type ToldAction = (typeof toldActions)[number];

const isTold = (action: ApplicationAction): action is ToldAction =>
  (toldActions as readonly ApplicationAction[]).includes(action);

@Injectable()
export class TellApplicants {
  constructor(
    private readonly encryption: FieldEncryption,
    private readonly notify: Notify,
  ) {}

  /** Throws while the applicant's account is not known here yet, and so is called again later. */
  @Consumes(ApplicationStatusChanged, 'notifications.applicants')
  async tell(em: EntityManager, event: ApplicationStatusChanged): Promise<void> {
    // forgotten before it was told: there is nobody to tell
    if (!isTold(event.action) || event.applicantName === '') return;
    const { phone, email } = await findRecipient(em, event.traineeId);
    await this.notify.run(em, {
      occasion: `application.${event.action}` satisfies Occasion,
      event,
      values: {
        name: this.encryption.open('name', event.applicantName),
        specialty: specialtyNames[event.specialty],
        sendingUnit: event.sendingUnit,
        reason: this.reasonOf(event),
      },
      phone,
      email,
      accountId: event.traineeId,
    });
  }

  // the sentence around it has a full stop of its own
  private reasonOf({ reason }: ApplicationStatusChanged): string {
    return reason == null ? '请登录平台查看' : this.encryption.open('remark', reason).replace(/[。.；;\s]+$/, '');
  }
}
