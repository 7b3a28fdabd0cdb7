import { BooleanField, EnumField, IntegerField, ObjectListField, TextField } from '../../../platform/http/fields.js';
import { type ReviewStage, reviewStages } from '../contracts/index.js';
import type { ReviewRules } from './review-rules.entity.js';

export class CannedReasonField {
  @EnumField({ description: '用于哪一阶段', values: reviewStages, enumName: 'ReviewStage', example: 'first' })
  readonly stage: ReviewStage;

  @TextField({ description: '不通过的常用原因', max: 500, example: '执业证书扫描件不清晰，请重新上传' })
  readonly text: string;
}

export class ChangeReviewRulesRequest {
  @IntegerField({ description: '审核时限（工作日，按国务院节假日安排）', example: 5, min: 1, max: 60 })
  readonly limitWorkingDays: number;

  @IntegerField({
    description: '到期前提前几个工作日提醒审核人，0 为仅到期当天；到期后每个工作日提醒。不填为 1',
    example: 1,
    min: 0,
    max: 60,
    optional: true,
  })
  readonly remindWorkingDays?: number;

  @BooleanField({ description: '同一报名的一审、二审须由不同人员办理', example: false })
  readonly differentReviewers: boolean;

  @ObjectListField(() => CannedReasonField, { description: '不通过的常用原因，按显示顺序', max: 100 })
  readonly reasons: CannedReasonField[];
}

export class ReviewRulesView extends ChangeReviewRulesRequest {
  @IntegerField({ description: '到期前提前几个工作日提醒审核人', example: 1, min: 0, max: 60 })
  override readonly remindWorkingDays: number;

  @IntegerField({ description: '版本，与 ETag 相同', example: 3, min: 1 })
  readonly version: number;
}

export const toReviewRulesView = ({
  limitWorkingDays,
  remindWorkingDays,
  differentReviewers,
  reasons,
  version,
}: ReviewRules): ReviewRulesView => ({
  ...{ limitWorkingDays, remindWorkingDays, differentReviewers, version },
  reasons: reasons.map(({ stage, text }) => ({ stage, text })),
});
