import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { endedStatuses } from '../applications/application.lifecycle.js';
import { Application } from '../applications/application.entity.js';
import { Revision } from '../revisions/revision.entity.js';
import type { ApplicationFormVerificationView } from './form.dto.js';
import { IssuedForm } from './issued-form.entity.js';

/** Tells whoever scans a form's QR code whether the form is ours and still counts; an unknown number is no error. */
@Injectable()
export class VerifyApplicationForm {
  constructor(private readonly em: EntityManager) {}

  async run(typed: string): Promise<ApplicationFormVerificationView> {
    const number = typed.trim().toUpperCase().slice(0, 60);
    const issued = await this.em.findOne(IssuedForm, { number });
    if (!issued) {
      const nothing = { maskedName: null, specialty: null, baseName: null, digest: null, issuedAt: null };
      return { number, genuine: false, current: false, ...nothing };
    }
    const application = await this.em.findOneOrFail(Application, { id: issued.applicationId });
    const revision = await this.em.findOneOrFail(Revision, { applicationId: application.id, number: issued.revision });
    const ended: readonly string[] = endedStatuses;
    return {
      number,
      genuine: true,
      current: !issued.revokedAt && application.revision === issued.revision && !ended.includes(application.status),
      maskedName: application.maskedName,
      specialty: revision.specialty,
      baseName: revision.baseName,
      digest: revision.digest,
      issuedAt: issued.issuedAt.toISOString(),
    };
  }
}
