import {
  EnumField,
  EnumListField,
  InstantField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { type AnsweringDomain, answeringDomainNames } from '../data-exports/answering-domains.js';
import { PasswordField } from '../identity/identity-fields.js';
import {
  administratorActions,
  erasureRequestLifecycle,
  type ErasureRequestStatus,
  traineeActions,
} from './erasure-request.lifecycle.js';

const StatusField = (optional = false) =>
  EnumField({
    description: '状态',
    example: 'pending',
    values: erasureRequestLifecycle.states,
    enumName: 'ErasureRequestStatus',
    optional,
  });

export class RequestErasureRequest {
  @TextField({ description: '原因', max: 500, example: '不再参加培训', optional: true })
  readonly reason?: string;

  @PasswordField('当前密码')
  readonly password: string;
}

export class RefuseErasureRequest {
  @TextField({ description: '拒绝的原因，将告知学员', max: 500, example: '请先办结正在进行的异议处理' })
  readonly reason: string;
}

export class OwnErasureRequestView {
  @UuidField({ description: '申请编号', example: '3b0e2f5c-8f0a-4f5e-9d1c-7c4a2b6e1d20' })
  readonly id: string;

  @StatusField()
  readonly status: ErasureRequestStatus;

  @TextField({ description: '申请时填写的原因', max: 500, example: '不再参加培训', nullable: true })
  readonly reason: string | null;

  @TextField({ description: '被拒绝的原因', max: 500, example: null, nullable: true })
  readonly refusal: string | null;

  @InstantField({ description: '申请时间', example: '2026-11-23T02:00:00.000Z' })
  readonly requestedAt: string;

  @InstantField({ description: '处理时间', example: null, nullable: true })
  readonly decidedAt: string | null;

  @EnumListField({
    description: '现在可以进行的操作',
    values: traineeActions,
    enumName: 'OwnErasureRequestAction',
    example: ['cancel'],
    max: 1,
  })
  readonly availableActions: (typeof traineeActions)[number][];
}

export class ErasureRequestsQuery extends PageQuery {
  @StatusField(true)
  readonly status?: ErasureRequestStatus;
}

export class ErasureRequestSummaryView {
  @UuidField({ description: '申请编号', example: '3b0e2f5c-8f0a-4f5e-9d1c-7c4a2b6e1d20' })
  readonly id: string;

  @UuidField({ description: '账号编号', example: '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11' })
  readonly accountId: string;

  @TextField({ description: '姓名（脱敏）；账号注销后为 null', max: 120, example: '张*明', nullable: true })
  readonly maskedName: string | null;

  @StatusField()
  readonly status: ErasureRequestStatus;

  @InstantField({ description: '申请时间', example: '2026-11-23T02:00:00.000Z' })
  readonly requestedAt: string;

  @InstantField({ description: '批准、拒绝或撤销的时间', example: null, nullable: true })
  readonly decidedAt: string | null;

  @InstantField({ description: '完成时间', example: null, nullable: true })
  readonly completedAt: string | null;

  @EnumListField({
    description: '现在可以进行的操作',
    values: administratorActions,
    enumName: 'ErasureRequestAction',
    example: ['approve', 'refuse'],
    max: 2,
  })
  readonly availableActions: (typeof administratorActions)[number][];
}

export class ErasureAnswerView {
  @EnumField({ description: '业务域', example: 'applications', values: answeringDomainNames, enumName: 'DataDomain' })
  readonly domain: AnsweringDomain;

  @TextField({ description: '名称', max: 20, example: '报名' })
  readonly title: string;

  @InstantField({ description: '处理完的时间', example: '2026-11-23T02:00:00.000Z', nullable: true })
  readonly answeredAt: string | null;
}

export class ErasureRequestView extends ErasureRequestSummaryView {
  @TextField({ description: '学员填写的原因；批准后删除', max: 500, example: '不再参加培训', nullable: true })
  readonly reason: string | null;

  @TextField({ description: '拒绝的原因', max: 500, example: null, nullable: true })
  readonly refusal: string | null;

  @UuidField({ description: '处理人的账号编号', example: null, nullable: true })
  readonly decidedBy: string | null;

  @ObjectListField(() => ErasureAnswerView, { description: '各业务域的处理结果，批准之后才有', max: 20 })
  readonly answers: ErasureAnswerView[];
}
