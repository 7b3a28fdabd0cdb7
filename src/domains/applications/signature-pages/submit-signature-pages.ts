import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import type { ApplicationView } from '../applications/application.dto.js';
import { DescribeApplications } from '../applications/describe-applications.js';
import { lockOwnApplication } from '../applications/lock-application.js';
import { SignaturePagesSubmitted } from '../contracts/index.js';
import { recordStep, submissionFields } from '../timeline/record-step.js';
import { refuseEarlierForms } from './read-form-number.js';
import { SignaturePage } from './signature-page.entity.js';
import { NoSignaturePages, SignaturePageNotAvailable } from './signature-page.problems.js';

/** Hands in the uploaded pages as one set, which is frozen and goes to second review. */
@Injectable()
export class SubmitSignaturePages {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly describeApplications: DescribeApplications,
  ) {}

  async run(trainee: CallerIdentity, applicationId: string): Promise<ApplicationView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const application = await lockOwnApplication(em, trainee, applicationId);
      const step = application.submitSignaturePages(now);
      const pages = await em.find(SignaturePage, { applicationId, submission: null });
      if (pages.length === 0) throw new NoSignaturePages();
      if (pages.some(({ status }) => status !== 'kept')) throw new SignaturePageNotAvailable();
      await refuseEarlierForms(em, application, numbersOn(pages));
      for (const page of pages) page.submission = application.submission;

      const { submission } = application;
      recordStep(em, application, step);
      recordEvent(em, SignaturePagesSubmitted, {
        ...submissionFields(application, now),
        submission,
        pageCount: pages.length,
        pagesWithoutCode: pages.length - numbersOn(pages).length,
      });
      recordAudit(em, trainee, {
        action: 'submit-signature-pages',
        subjectType: 'application',
        subjectId: applicationId,
        at: now,
        facts: { submission, pageCount: pages.length },
      });
      await em.flush();
      return this.describeApplications.one(em, application);
    });
  }
}

const numbersOn = (pages: readonly SignaturePage[]): string[] =>
  pages.map(({ formNumber }) => formNumber).filter((number) => typeof number === 'string');
