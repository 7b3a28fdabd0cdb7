import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskIdNumber } from '../../../platform/encryption/mask.js';
import type { Applicant } from '../applicants/applicant.entity.js';
import { birthDateOf, sexOf } from '../applicants/id-number.js';
import { identifyApplicant } from '../applicants/identify-applicant.js';
import { openForm } from './open-form.js';
import type { ApplicantIdentityView, PersonalInfoView } from './personal-info.dto.js';
import { PersonalInfo } from './personal-info.entity.js';

/** The saved form of a trainee; the empty form in version 0 before the first save, so that saving is always the same. */
@Injectable()
export class FindPersonalInfo {
  constructor(
    private readonly em: EntityManager,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(trainee: CallerIdentity): Promise<PersonalInfoView> {
    return this.view(trainee, await this.em.findOne(PersonalInfo, { traineeId: trainee.id }));
  }

  /** The same of a form that was just read or written. */
  async view(trainee: CallerIdentity, saved: PersonalInfo | null): Promise<PersonalInfoView> {
    const applicant = await identifyApplicant(this.em, trainee.id);
    return {
      version: saved?.version ?? 0,
      updatedAt: saved?.updatedAt.toISOString() ?? null,
      identity: this.identityOf(applicant),
      ...openForm(this.encryption, saved),
    };
  }

  private identityOf({ name, idNumber }: Applicant): ApplicantIdentityView {
    const opened = this.encryption.open('id-number', idNumber);
    return {
      name: this.encryption.open('name', name),
      maskedIdNumber: maskIdNumber(opened),
      sex: sexOf(opened),
      birthDate: birthDateOf(opened),
    };
  }
}
