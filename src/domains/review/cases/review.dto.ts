import {
  BooleanField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { applicationStatuses, type ApplicationStatus } from '../../applications/contracts/index.js';
import { specialties, type Specialty } from '../../recruitment/contracts/index.js';
import { reviewOutcomes, type ReviewOutcome, reviewStages, type ReviewStage } from '../contracts/index.js';
import { TakeBackView } from '../decisions/take-back.dto.js';
import { DocumentReviewView, ReviewFinding } from '../decisions/decision.dto.js';
import {
  type ReviewAction,
  reviewActions,
  reviewCaseLifecycle,
  type ReviewCaseStatus,
} from './review-case.lifecycle.js';

const CASE_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e01';
const PLAN_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e02';
const STAFF_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e03';

export class BlockedReviewAction {
  @EnumField({ description: '操作', values: reviewActions, enumName: 'ReviewAction', example: 'pass' })
  readonly action: ReviewAction;

  @TextField({ description: '不能进行的原因代码', max: 100, example: 'review.not-claimed' })
  readonly code: string;
}

export class ReviewCaseSummaryView {
  @UuidField({ description: '审核件编号', example: CASE_ID })
  readonly id: string;

  @UuidField({ description: '报名编号', example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e04' })
  readonly applicationId: string;

  @EnumField({ description: '审核阶段', values: reviewStages, enumName: 'ReviewStage', example: 'first' })
  readonly stage: ReviewStage;

  @IntegerField({ description: '所审核的报名版本号', example: 1, min: 1 })
  readonly revision: number;

  @IntegerField({ description: '第几次提交签字盖章页；一审为 null', example: null, min: 1, nullable: true })
  readonly submission: number | null;

  @IntegerField({
    description: '二审：有几页没有识读出申请表的二维码，须人工核对是否为本次报名的申请表；一审为 null',
    example: null,
    min: 0,
    nullable: true,
  })
  readonly pagesWithoutCode: number | null;

  @BooleanField({ description: '是否为退回后重新提交', example: false })
  readonly resubmitted: boolean;

  @UuidField({ description: '招录计划编号', example: PLAN_ID })
  readonly planId: string;

  @UuidField({ description: '基地编号', example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e05' })
  readonly baseId: string;

  @UuidField({ description: '批次编号', example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e06' })
  readonly batchId: string;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;

  @TextField({ description: '学员姓名（脱敏）', max: 60, example: '张*明' })
  readonly maskedApplicantName: string;

  @TextField({ description: '选送单位', max: 200, example: '示例市妇幼保健院' })
  readonly sendingUnit: string;

  @EnumField({
    description: '状态',
    values: reviewCaseLifecycle.states,
    enumName: 'ReviewCaseStatus',
    example: 'waiting',
  })
  readonly status: ReviewCaseStatus;

  @InstantField({ description: '提交时间', example: '2026-11-20T02:00:00.000Z' })
  readonly submittedAt: string;

  @InstantField({
    description: '应在此时刻之前审结；已审结或已关闭为 null',
    example: '2026-11-27T16:00:00.000Z',
    nullable: true,
  })
  readonly dueAt: string | null;

  @BooleanField({ description: '是否超过审核时限', example: false })
  readonly overdue: boolean;

  @UuidField({ description: '领取人账号编号', example: STAFF_ID, nullable: true })
  readonly claimedBy: string | null;

  @InstantField({ description: '领取到期时间', example: '2026-11-23T02:30:00.000Z', nullable: true })
  readonly claimedUntil: string | null;

  @UuidField({ description: '审核人账号编号', example: null, nullable: true })
  readonly decidedBy: string | null;

  @InstantField({ description: '审核时间', example: null, nullable: true })
  readonly decidedAt: string | null;

  @InstantField({
    description: '审核人可以撤回结论的截止时间；未审核、已申请撤回或已据此往下办理的为 null',
    example: null,
    nullable: true,
  })
  readonly takeBackUntil: string | null;

  @InstantField({ description: '关闭时间', example: null, nullable: true })
  readonly closedAt: string | null;

  @EnumField({
    description: '关闭时报名所处的状态',
    values: applicationStatuses,
    enumName: 'ApplicationStatus',
    example: null,
    nullable: true,
  })
  readonly closedBecause: ApplicationStatus | null;

  @EnumListField({
    description: '当前可以进行的操作',
    values: reviewActions,
    enumName: 'ReviewAction',
    max: reviewActions.length,
    example: ['claim'],
  })
  readonly availableActions: ReviewAction[];

  @ObjectListField(() => BlockedReviewAction, { description: '当前不能进行的操作及原因', max: reviewActions.length })
  readonly blockedActions: BlockedReviewAction[];

  @IntegerField({ description: '版本', example: 1, min: 1 })
  readonly version: number;
}

export class EarlierDocumentReviewView extends DocumentReviewView {
  @EnumField({ description: '审核阶段', values: reviewStages, enumName: 'ReviewStage', example: 'first' })
  readonly stage: ReviewStage;

  @IntegerField({ description: '当时的报名版本号', example: 1, min: 1 })
  readonly revision: number;

  @InstantField({ description: '审核时间', example: '2026-11-19T02:00:00.000Z' })
  readonly decidedAt: string;
}

export class PreviousReviewView {
  @EnumField({ description: '审核阶段', values: reviewStages, enumName: 'ReviewStage', example: 'first' })
  readonly stage: ReviewStage;

  @IntegerField({ description: '当时的报名版本号', example: 1, min: 1 })
  readonly revision: number;

  @EnumField({ description: '审核结论', values: reviewOutcomes, enumName: 'ReviewOutcome', example: 'returned' })
  readonly outcome: ReviewOutcome;

  @TextField({ description: '不通过原因', max: 500, example: '执业证书不清晰', nullable: true })
  readonly reason: string | null;

  @ObjectListField(() => ReviewFinding, { description: '逐项审核意见', max: 100 })
  readonly findings: ReviewFinding[];

  @InstantField({ description: '审核时间', example: '2026-11-19T02:00:00.000Z' })
  readonly decidedAt: string;
}

export class ReviewCaseView extends ReviewCaseSummaryView {
  @TextField({ description: '领取人接手他人审核件的原因；不是接手的为 null', max: 500, example: null, nullable: true })
  readonly takeOverReason: string | null;

  @TextField({ description: '不通过原因', max: 500, example: null, nullable: true })
  readonly reason: string | null;

  @ObjectListField(() => ReviewFinding, { description: '逐项审核意见', max: 100 })
  readonly findings: ReviewFinding[];

  @ObjectListField(() => DocumentReviewView, { description: '逐份材料的结论', max: 100 })
  readonly documents: DocumentReviewView[];

  @ObjectListField(() => EarlierDocumentReviewView, {
    description: '同一报名以往各次审核对各文件的最近结论；文件未换则编号不变，可以沿用',
    max: 1000,
  })
  readonly earlierDocuments: EarlierDocumentReviewView[];

  @ObjectListField(() => TakeBackView, { description: '撤回本件审核结论的记录，最近的在前', max: 1000 })
  readonly takeBacks: TakeBackView[];

  @ObjectField(() => PreviousReviewView, { description: '同一报名的上一次审核', nullable: true })
  readonly previousReview: PreviousReviewView | null;
}
