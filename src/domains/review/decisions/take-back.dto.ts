import { EnumField, InstantField, ObjectListField, TextField, UuidField } from '../../../platform/http/fields.js';
import { type ReviewOutcome, reviewOutcomes } from '../contracts/index.js';
import { DocumentReviewView, ReviewFinding } from './decision.dto.js';
import { takeBackLifecycle, type TakeBackState } from './take-back.lifecycle.js';

export class TakeBackView {
  @EnumField({
    description: '结果：asked 处理中，done 已撤回，refused 该报名已据此往下办理、结论不变',
    values: takeBackLifecycle.states,
    enumName: 'TakeBackState',
    example: 'done',
  })
  readonly state: TakeBackState;

  @TextField({ description: '撤回的原因', max: 500, example: '误点通过，执业证书须重新核对' })
  readonly reason: string;

  @InstantField({ description: '申请撤回的时间', example: '2026-11-23T02:05:00.000Z' })
  readonly askedAt: string;

  @InstantField({ description: '得出结果的时间', example: '2026-11-23T02:05:00.100Z', nullable: true })
  readonly settledAt: string | null;

  @TextField({ description: '未能撤回的原因代码', max: 80, example: null, nullable: true })
  readonly refusal: string | null;

  @EnumField({ description: '原结论', values: reviewOutcomes, enumName: 'ReviewOutcome', example: 'passed' })
  readonly outcome: ReviewOutcome;

  @TextField({ description: '原不通过原因', max: 500, example: null, nullable: true })
  readonly decisionReason: string | null;

  @ObjectListField(() => ReviewFinding, { description: '原逐项审核意见', max: 100 })
  readonly findings: ReviewFinding[];

  @ObjectListField(() => DocumentReviewView, { description: '原逐份材料的结论', max: 100 })
  readonly documents: DocumentReviewView[];

  @UuidField({ description: '原审核人账号编号', example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e03' })
  readonly decidedBy: string;

  @InstantField({ description: '原审核时间', example: '2026-11-23T02:00:00.000Z' })
  readonly decidedAt: string;
}
