import { EnumField, InstantField, IntegerField, ObjectListField, TextField } from '../../../platform/http/fields.js';
import {
  type ApplicationAction,
  applicationActions,
  type ApplicationStatus,
  applicationStatuses,
} from '../contracts/index.js';
import { type ActorRole, actorRoles, type TimelineOutcome, timelineOutcomes } from './timeline-entry.entity.js';

export class TimelineEntryView {
  @InstantField({ description: '时间', example: '2026-11-23T02:00:00.000Z' })
  readonly at: string;

  @EnumField({ description: '由谁（只说角色）', example: 'trainee', values: actorRoles, enumName: 'TimelineActor' })
  readonly actor: ActorRole;

  @EnumField({ description: '操作', example: 'submit', values: applicationActions, enumName: 'ApplicationAction' })
  readonly action: ApplicationAction;

  @EnumField({
    description: '结果；refused 表示来迟或不再有效，报名未变',
    example: 'applied',
    values: timelineOutcomes,
    enumName: 'TimelineOutcome',
  })
  readonly outcome: TimelineOutcome;

  @EnumField({
    description: '之前的状态，首次提交时为 null',
    example: 'submitted',
    values: applicationStatuses,
    enumName: 'ApplicationStatus',
    nullable: true,
  })
  readonly from: ApplicationStatus | null;

  @EnumField({
    description: '之后的状态',
    example: 'submitted',
    values: applicationStatuses,
    enumName: 'ApplicationStatus',
  })
  readonly to: ApplicationStatus;

  @IntegerField({ description: '提交序号', example: 1 })
  readonly revision: number;

  @IntegerField({ description: '签字盖章页套数', example: 1, nullable: true })
  readonly submission: number | null;

  @TextField({ description: '原因', max: 1000, example: '执业证书不清晰', nullable: true })
  readonly reason: string | null;

  @TextField({ description: '未生效的原因代码', max: 80, example: 'lifecycle.step-not-allowed', nullable: true })
  readonly refusal: string | null;
}

export class TimelineView {
  @ObjectListField(() => TimelineEntryView, { description: '经过，最早的在前', max: 1000 })
  readonly items: TimelineEntryView[];
}
