import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { chinaDate } from '../../../platform/clock/china-date.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { Problem } from '../../../platform/problems/problem.js';
import { AccountContact } from '../applicants/account-contact.entity.js';
import type { Applicant } from '../applicants/applicant.entity.js';
import { AccountNotReady } from '../applicants/applicant.problems.js';
import { birthDateOf, sexOf } from '../applicants/id-number.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { findObstacles } from '../personal-info/find-obstacles.js';
import type { Form } from '../personal-info/form-sections.js';
import { openForm } from '../personal-info/open-form.js';
import { PersonalInfo } from '../personal-info/personal-info.entity.js';
import type { KnownPlan } from '../plans/known-plan.entity.js';
import type { FrozenApplicant } from '../revisions/frozen-form.js';
import { NotComplete } from './application.problems.js';

/** What a trainee would submit to a plan now, and what keeps it from being accepted. */
export interface SubmissionDraft {
  readonly plan: KnownPlan;
  readonly applicant: Applicant;
  /** `email` is the account's, until the trainee gives one with the submission. */
  readonly identity: Omit<FrozenApplicant, 'email'> & { readonly email: string | null };
  readonly form: Form;
  readonly attachments: readonly Attachment[];
  /** Another when anything of this changes: what was confirmed is told from what came after. */
  readonly digest: string;
  /** `applications.not-complete`, or none. */
  readonly refusals: Problem[];
}

/** Reads a trainee's form and files as a submission to a plan takes them along. */
@Injectable()
export class DraftSubmission {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(em: EntityManager, applicant: Applicant, plan: KnownPlan): Promise<SubmissionDraft> {
    const traineeId = applicant.id;
    const form = openForm(this.encryption, await em.findOne(PersonalInfo, { traineeId }));
    const attachments = await em.find(
      Attachment,
      { traineeId, deletedAt: null, status: 'kept' },
      { orderBy: { kind: 'asc', uploadedAt: 'desc', id: 'desc' } },
    );
    const identity = await this.identify(em, applicant);
    const errors = findObstacles(
      plan,
      { form, files: attachments.map(({ asSent }) => asSent), birthDate: identity.birthDate },
      chinaDate(this.clock.now()),
    );
    // the e-mail and the sending unit come with the submission itself
    const person = { ...identity, email: undefined };
    const files = attachments.map(({ kind, fileName, sha256 }) => [kind, fileName, sha256]);
    const content = JSON.stringify([plan.id, plan.requirementsVersion, person, form, files]);
    return {
      ...{ plan, applicant, identity, form, attachments },
      digest: this.encryption.index('form', content),
      refusals: errors.length > 0 ? [new NotComplete({ errors })] : [],
    };
  }

  private async identify(em: EntityManager, applicant: Applicant): Promise<SubmissionDraft['identity']> {
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
      email: contact.email ? this.encryption.open('email', contact.email) : null,
    };
  }
}
