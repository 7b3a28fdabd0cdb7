import {
  BooleanField,
  EnumField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { reviewOutcomes, type ReviewOutcome } from '../contracts/index.js';
import { documentVerdicts, type DocumentVerdict } from './document-verdict.js';

const CASE_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e01';
const STAFF_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e03';
const COMMENT = '扫描件模糊，请重新上传';

export class ReviewFinding {
  @TextField({
    description: '所指内容的 JSON 指针，指向所审核的报名信息或材料',
    max: 200,
    pattern: /^(\/[^/\s]+)+$/,
    patternDetail: { zh: '应为 JSON 指针，如 /attachments/photo', en: 'must be a JSON pointer' },
    example: '/attachments/practising-certificate',
  })
  readonly pointer: string;

  @TextField({ description: '审核意见', max: 500, example: COMMENT })
  readonly comment: string;
}

export class DocumentReview {
  @UuidField({
    description: '文件编号：一审为提交内容中的附件编号，二审为签字盖章页编号',
    example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e07',
  })
  readonly fileId: string;

  @EnumField({
    description: '结论：合格或不合格',
    values: documentVerdicts,
    enumName: 'DocumentVerdict',
    example: 'accepted',
  })
  readonly verdict: DocumentVerdict;

  @TextField({ description: '说明', max: 500, example: COMMENT, optional: true })
  readonly comment?: string;
}

export class DecideReviewRequest {
  @EnumField({ description: '审核结论', values: reviewOutcomes, enumName: 'ReviewOutcome', example: 'returned' })
  readonly outcome: ReviewOutcome;

  @TextField({ description: '不通过原因，不通过时必填', max: 500, example: '执业证书不清晰', optional: true })
  readonly reason?: string;

  @ObjectListField(() => ReviewFinding, { description: '逐项审核意见', max: 100, optional: true })
  readonly findings?: ReviewFinding[];

  @ObjectListField(() => DocumentReview, {
    description: '逐份材料的结论，供下一次审核沿用；有不合格的不能审核通过',
    max: 100,
    optional: true,
  })
  readonly documents?: DocumentReview[];
}

export class TakeOverReviewRequest {
  @TextField({ description: '接手的原因', max: 500, example: '原审核人休假' })
  readonly reason: string;
}

export class TakeBackDecisionRequest {
  @TextField({ description: '撤回的原因，学员可见', max: 500, example: '误点通过，执业证书须重新核对' })
  readonly reason: string;
}

export class BatchDecision extends DecideReviewRequest {
  @UuidField({ description: '审核件编号', example: CASE_ID })
  readonly caseId: string;

  @IntegerField({ description: '所看到的版本', example: 1, min: 1 })
  readonly version: number;
}

export class DecideReviewsRequest {
  @ObjectListField(() => BatchDecision, { description: '逐件的审核结论', min: 1, max: 200 })
  readonly decisions: BatchDecision[];
}

export class DocumentReviewView {
  @UuidField({ description: '文件编号', example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e07' })
  readonly fileId: string;

  @EnumField({ description: '结论', values: documentVerdicts, enumName: 'DocumentVerdict', example: 'accepted' })
  readonly verdict: DocumentVerdict;

  @TextField({ description: '说明', max: 500, example: null, nullable: true })
  readonly comment: string | null;
}

export class DecisionRefusalView {
  @TextField({ description: '原因代码', max: 100, example: 'review.already-decided' })
  readonly code: string;

  @TextField({ description: '原因', max: 200, example: '该审核件已有审核结论' })
  readonly title: string;

  @UuidField({ description: '已由谁领取', example: null, nullable: true })
  readonly claimedBy: string | null;

  @InstantField({ description: '领取到期时间', example: null, nullable: true })
  readonly claimedUntil: string | null;

  @UuidField({ description: '已由谁审核', example: STAFF_ID, nullable: true })
  readonly decidedBy: string | null;

  @InstantField({ description: '已于何时审核', example: '2026-11-23T02:00:00.000Z', nullable: true })
  readonly decidedAt: string | null;
}

export class BatchDecisionResult {
  @UuidField({ description: '审核件编号', example: CASE_ID })
  readonly caseId: string;

  @BooleanField({ description: '是否成功', example: false })
  readonly decided: boolean;

  @ObjectField(() => DecisionRefusalView, { description: '未成功的原因，成功时为 null', nullable: true })
  readonly refusal: DecisionRefusalView | null;
}

export class BatchDecisionsView {
  @ObjectListField(() => BatchDecisionResult, { description: '逐件的结果，顺序与请求一致', max: 200 })
  readonly results: BatchDecisionResult[];
}
