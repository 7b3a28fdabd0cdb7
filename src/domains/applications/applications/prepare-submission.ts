import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { chinaDate } from '../../../platform/clock/china-date.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { AccountContact } from '../applicants/account-contact.entity.js';
import type { Applicant } from '../applicants/applicant.entity.js';
import { AccountNotReady } from '../applicants/applicant.problems.js';
import { birthDateOf, sexOf } from '../applicants/id-number.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { findObstacles } from '../personal-info/find-obstacles.js';
import { openForm } from '../personal-info/open-form.js';
import { PersonalInfo } from '../personal-info/personal-info.entity.js';
import type { KnownPlan } from '../plans/known-plan.entity.js';
import type { FrozenForm } from '../revisions/frozen-form.js';
import { Revision } from '../revisions/revision.entity.js';
import type { SubmitApplicationRequest } from './application.dto.js';
import type { Application, Submission } from './application.entity.js';
import { NotComplete } from './application.problems.js';

/** What a submission takes along, read under the applicant's lock and ready to be frozen. */
export interface PreparedSubmission {
  readonly submission: Submission;
  /** The revision of an application that has just taken the submission. */
  freeze(application: Application, now: Date): Revision;
}

/** Reads a trainee's form and files, and refuses what is not complete for the plan. */
@Injectable()
export class PrepareSubmission {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(
    em: EntityManager,
    applicant: Applicant,
    plan: KnownPlan,
    request: SubmitApplicationRequest,
  ): Promise<PreparedSubmission> {
    const { id: traineeId, name, maskedName, idNumber } = applicant;
    const saved = await em.findOne(PersonalInfo, { traineeId });
    const attachments = await em.find(
      Attachment,
      { traineeId, deletedAt: null, status: 'kept' },
      { orderBy: { kind: 'asc', uploadedAt: 'desc', id: 'desc' } },
    );
    const form = openForm(this.encryption, saved);
    const birthDate = birthDateOf(this.encryption.open('id-number', idNumber));
    const on = chinaDate(this.clock.now());
    const errors = findObstacles(plan, { form, files: attachments.map(({ asSent }) => asSent), birthDate }, on);
    if (errors.length > 0) throw new NotComplete({ errors });

    const frozen: FrozenForm = { applicant: await this.applicant(em, applicant, request.email), ...form };
    const sealed = this.encryption.seal('form', JSON.stringify(frozen));
    const { sendingUnit } = request;
    const photoKey = attachments.find(({ kind }) => kind === 'photo')?.objectKey ?? null;
    return {
      submission: { traineeId, name, maskedName, idNumber, photoKey, sendingUnit },
      freeze: (application, now) =>
        Revision.freeze(
          application.id,
          application.revision,
          plan,
          { form: sealed, content: frozen, sendingUnit, attachments },
          now,
        ),
    };
  }

  private async applicant(em: EntityManager, applicant: Applicant, email: string): Promise<FrozenForm['applicant']> {
    const contact = await em.findOneOrFail(
      AccountContact,
      { accountId: applicant.id },
      { failHandler: () => new AccountNotReady({ retryAfterSeconds: 1 }) },
    );
    const idNumber = this.encryption.open('id-number', applicant.idNumber);
    return {
      name: this.encryption.open('name', applicant.name),
      idNumber,
      sex: sexOf(idNumber),
      birthDate: birthDateOf(idNumber),
      phone: this.encryption.open('phone', contact.phone),
      email,
    };
  }
}
