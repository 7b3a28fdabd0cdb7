import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { invariantsOf } from '../../platform/invariants/domain-invariants.js';
import { AdmissionListEntry } from './admission-lists/admission-list-entry.entity.js';
import { AdmissionList } from './admission-lists/admission-list.entity.js';
import { AdmissionListsController } from './admission-lists/admission-lists.controller.js';
import { CreateAdmissionList } from './admission-lists/create-admission-list.js';
import { EndPublicity } from './admission-lists/end-publicity.js';
import { FindAdmissionLists } from './admission-lists/find-admission-lists.js';
import { PublishAdmissionList } from './admission-lists/publish-admission-list.js';
import { ReplaceEntries } from './admission-lists/replace-entries.js';
import { Candidate } from './candidates/candidate.entity.js';
import { CandidatesOfPlans } from './candidates/candidates-of-plans.js';
import { PublicityPlan } from './candidates/publicity-plan.entity.js';
import { publicityInvariants } from './invariants.js';
import { migrations } from './migrations/index.js';
import { FindNotices } from './notices/find-notices.js';
import { Notice } from './notices/notice.entity.js';
import { NoticesManagementController } from './notices/notices-management.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { PostNotice } from './notices/post-notice.js';
import { ReviseNotice } from './notices/revise-notice.js';
import { AnswerDataExport } from './own-data/answer-data-export.js';
import { AnswerErasure } from './own-data/answer-erasure.js';

@Module({
  controllers: [AdmissionListsController, NoticesController, NoticesManagementController],
  providers: [
    invariantsOf('publicity', publicityInvariants),
    CandidatesOfPlans,
    FindAdmissionLists,
    CreateAdmissionList,
    ReplaceEntries,
    PublishAdmissionList,
    EndPublicity,
    FindNotices,
    PostNotice,
    ReviseNotice,
    AnswerDataExport,
    AnswerErasure,
  ],
})
export class PublicityModule {}

/** 公示: see the README beside. */
export const publicity: Domain = {
  name: 'publicity',
  title: '公示',
  module: PublicityModule,
  entities: [PublicityPlan, Candidate, AdmissionList, AdmissionListEntry, Notice],
  migrations,
};
