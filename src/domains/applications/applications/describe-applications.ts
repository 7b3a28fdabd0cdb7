import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { KnownPlan } from '../plans/known-plan.entity.js';
import { countDraftPages } from '../signature-pages/signature-page.entity.js';
import { JudgeFindings } from '../findings/judge-findings.js';
import { allowedActions } from './allowed-actions.js';
import type { ApplicationSummary, ApplicationView } from './application.dto.js';
import type { Application } from './application.entity.js';

/** Makes views of applications, with what of plans and pages belongs into them, a page of them at two queries. */
@Injectable()
export class DescribeApplications {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly judgeFindings: JudgeFindings,
  ) {}

  /** As their trainee sees them. */
  async run(em: EntityManager, applications: readonly Application[]): Promise<ApplicationView[]> {
    const summaries = await this.summaries(em, applications, 'trainee');
    const views: ApplicationView[] = [];
    for (const [index, application] of applications.entries()) {
      views.push({
        ...(summaries[index] as ApplicationSummary),
        reason: application.reason ? this.encryption.open('remark', application.reason) : null,
        findings: await this.judgeFindings.run(em, application),
      });
    }
    return views;
  }

  async one(em: EntityManager, application: Application): Promise<ApplicationView> {
    const [view] = await this.run(em, [application]);
    return view as ApplicationView;
  }

  /** What every view has; `whose` says whose actions are told. */
  async summaries(
    em: EntityManager,
    applications: readonly Application[],
    whose: 'trainee' | 'staff',
  ): Promise<ApplicationSummary[]> {
    const planIds = [...new Set(applications.map(({ planId }) => planId))];
    const plans = new Map((await em.find(KnownPlan, { id: { $in: planIds } })).map((plan) => [plan.id, plan]));
    const pages = await countDraftPages(
      em,
      applications.map(({ id }) => id),
    );
    return applications.map((application) => {
      const plan = plans.get(application.planId);
      if (!plan) throw new Error(`the plan of application ${application.id} is not known`);
      const circumstances = {
        now: this.clock.now(),
        resubmissionEndsAt: plan.resubmissionEndsAt,
        statusChangedAt: application.statusChangedAt,
        draftPages: pages.get(application.id) ?? 0,
      };
      return { ...summary(application, plan), ...allowedActions(application, whose, circumstances) };
    });
  }
}

const summary = (application: Application, { baseName, batchName }: KnownPlan) => ({
  id: application.id,
  status: application.status,
  planId: application.planId,
  baseId: application.baseId,
  baseName,
  batchId: application.batchId,
  batchName,
  specialty: application.specialty,
  sendingUnit: application.sendingUnit,
  revision: application.revision,
  submission: application.submission,
  submittedAt: application.submittedAt.toISOString(),
  statusChangedAt: application.statusChangedAt.toISOString(),
  version: application.version,
});
