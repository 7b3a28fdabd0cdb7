import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { invariantsOf } from '../../platform/invariants/domain-invariants.js';
import { BasesController } from './bases/bases.controller.js';
import { ChangeBase } from './bases/change-base.js';
import { CreateBase } from './bases/create-base.js';
import { FindBases } from './bases/find-bases.js';
import { ManagedBasesController } from './bases/managed-bases.controller.js';
import { MoveBase } from './bases/move-base.js';
import { TrainingBase } from './bases/training-base.entity.js';
import { Batch } from './batches/batch.entity.js';
import { ChangeBatch } from './batches/change-batch.js';
import { CreateBatch } from './batches/create-batch.js';
import { FindBatches } from './batches/find-batches.js';
import { ManagedBatchesController } from './batches/managed-batches.controller.js';
import { ImportBases } from './imports/import-bases.js';
import { ImportPlans } from './imports/import-plans.js';
import { ImportsController } from './imports/imports.controller.js';
import { WriteTemplates } from './imports/write-templates.js';
import { recruitmentInvariants } from './invariants.js';
import { migrations } from './migrations/index.js';
import { AnswerDataExport } from './own-data/answer-data-export.js';
import { AnswerErasure } from './own-data/answer-erasure.js';
import { ChangePlan } from './plans/change-plan.js';
import { CreatePlan } from './plans/create-plan.js';
import { DeletePlan } from './plans/delete-plan.js';
import { FindPlans } from './plans/find-plans.js';
import { ManagedPlansController } from './plans/managed-plans.controller.js';
import { MovePlan } from './plans/move-plan.js';
import { PlansController } from './plans/plans.controller.js';
import { RecruitmentPlan } from './plans/recruitment-plan.entity.js';
import { ChangeFormRequirement } from './requirements/change-form-requirement.js';
import { FindFormRequirement } from './requirements/find-form-requirement.js';
import { FormRequirement, FormRequirementVersion } from './requirements/form-requirement.entity.js';
import { FormRequirementsController } from './requirements/form-requirements.controller.js';
import { ApplicationStanding } from './statistics/application-standing.entity.js';
import { CountApplications } from './statistics/count-applications.js';
import { FindPlanStatistics } from './statistics/find-plan-statistics.js';
import { PlanStatistics } from './statistics/plan-statistics.entity.js';
import { RebuildStatistics } from './statistics/rebuild-statistics.js';

@Module({
  controllers: [
    BasesController,
    PlansController,
    // before `:id`, which would take its words for ids
    ImportsController,
    ManagedBasesController,
    ManagedBatchesController,
    ManagedPlansController,
    FormRequirementsController,
  ],
  providers: [
    invariantsOf('recruitment', recruitmentInvariants),
    CreateBase,
    ChangeBase,
    MoveBase,
    FindBases,
    CreateBatch,
    ChangeBatch,
    FindBatches,
    CreatePlan,
    ChangePlan,
    MovePlan,
    DeletePlan,
    FindPlans,
    ImportBases,
    ImportPlans,
    WriteTemplates,
    ChangeFormRequirement,
    FindFormRequirement,
    CountApplications,
    FindPlanStatistics,
    RebuildStatistics,
    AnswerDataExport,
    AnswerErasure,
  ],
})
export class RecruitmentModule {}

/** 招录: see the README beside. */
export const recruitment: Domain = {
  name: 'recruitment',
  title: '招录',
  module: RecruitmentModule,
  entities: [
    TrainingBase,
    Batch,
    RecruitmentPlan,
    FormRequirement,
    FormRequirementVersion,
    PlanStatistics,
    ApplicationStanding,
  ],
  migrations,
};
