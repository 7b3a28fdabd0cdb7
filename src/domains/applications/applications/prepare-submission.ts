import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { AccountContact } from '../applicants/account-contact.entity.js';
import type { Applicant } from '../applicants/applicant.entity.js';
import { AccountNotReady } from '../applicants/applicant.problems.js';
import { birthDateOf, sexOf } from '../applicants/id-number.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { findMissing, type Missing } from '../personal-info/find-missing.js';
import { openForm } from '../personal-info/find-personal-info.js';
import type { MissingCode } from '../personal-info/personal-info.dto.js';
import { PersonalInfo } from '../personal-info/personal-info.entity.js';
import type { KnownPlan } from '../plans/known-plan.entity.js';
import type { FrozenForm } from '../revisions/frozen-form.js';
import { Revision } from '../revisions/revision.entity.js';
import type { Text } from '../../../platform/problems/problem.js';
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
  constructor(private readonly encryption: FieldEncryption) {}

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
      { traineeId, deletedAt: null },
      { orderBy: { kind: 'asc', uploadedAt: 'desc', id: 'desc' } },
    );
    const form = openForm(this.encryption, saved);
    const kinds = attachments.map(({ kind }) => kind);
    const missing = findMissing(form, kinds, plan);
    if (missing.length > 0) throw new NotComplete({ errors: missing.map(explain) });

    const frozen: FrozenForm = { applicant: await this.applicant(em, applicant, request.email), ...form };
    const sealed = this.encryption.seal('form', JSON.stringify(frozen));
    const { sendingUnit } = request;
    const photoKey = attachments.find(({ kind }) => kind === 'photo')?.objectKey ?? null;
    return {
      submission: { traineeId, name, maskedName, idNumber, photoKey, sendingUnit },
      freeze: (application, now) =>
        Revision.freeze(application.id, application.revision, plan, { form: sealed, sendingUnit, attachments }, now),
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

const words: Readonly<Record<MissingCode, Text>> = {
  required: { zh: '必填', en: 'is required' },
  'too-many': { zh: '数量超过上限', en: 'has more than may be given' },
  'end-before-start': { zh: '截止年月早于起始年月', en: 'ends before it starts' },
  'not-accepted': { zh: '须勾选承诺', en: 'has to be accepted' },
  'specialty-differs': { zh: '与所报计划的专业不一致', en: 'is not the specialty of the plan' },
};

const explain = ({ pointer, code }: Missing) => ({ pointer, code, detail: words[code] });
