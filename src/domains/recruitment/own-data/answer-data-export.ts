import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import type { OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { ApplicationsDataExported } from '../../applications/contracts/index.js';
import { RecruitmentDataExported } from '../contracts/index.js';
import { RecruitmentPlan } from '../plans/recruitment-plan.entity.js';
import { ApplicationStanding } from '../statistics/application-standing.entity.js';

/** This domain's answer to an export. */
@Injectable()
export class AnswerDataExport {
  constructor(
    private readonly clock: Clock,
    private readonly parts: OwnDataParts,
  ) {}

  @Consumes(ApplicationsDataExported, 'recruitment.own-data-exports')
  async answer(em: EntityManager, event: ApplicationsDataExported): Promise<void> {
    const { aggregateId, accountId } = event;
    recordEvent(em, RecruitmentDataExported, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
      partKey: await this.parts.write(aggregateId, 'recruitment', await partOf(em, event.applicationIds)),
    });
  }
}

async function partOf(em: EntityManager, applicationIds: readonly string[]): Promise<OwnDataPart> {
  const standings = await em.find(ApplicationStanding, { applicationId: { $in: [...applicationIds] } });
  const planIds = standings.map(({ plan }) => plan);
  const plans = await em.find(RecruitmentPlan, { id: { $in: planIds } }, { populate: ['base', 'batch'] });
  const known = new Map(plans.map((plan) => [plan.id, plan]));
  return {
    explained: { standings: '您的每个报名在报名情况统计中按何种状态计数' },
    data: {
      standings: standings.map(({ applicationId, plan, status }) => ({
        applicationId,
        planId: plan,
        baseName: known.get(plan)?.base.name,
        batchName: known.get(plan)?.batch.name,
        specialty: known.get(plan)?.specialty,
        status,
      })),
    },
    files: [],
  };
}
