import {
  BooleanField,
  EnumField,
  InstantField,
  IntegerField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { specialties, type Specialty } from '../../recruitment/contracts/index.js';
import { type NoticeKind, noticeKinds } from './notice.entity.js';

const NOTICE_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c2e05';
const BASE_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c2e03';

export class ReviseNoticeRequest {
  @TextField({ description: '标题', max: 200, example: '关于2026年培训报名的通知' })
  readonly title: string;

  @TextField({ description: '正文，纯文本，换行分段', max: 20_000, example: '各有关单位：……' })
  readonly body: string;

  @BooleanField({ description: '是否置顶，默认否', example: false, optional: true })
  readonly pinned?: boolean;
}

export class PostNoticeRequest extends ReviseNoticeRequest {
  @UuidField({
    description: '发布信息的基地；基地管理员必填，省级管理员不填即以省级名义发布',
    example: BASE_ID,
    optional: true,
  })
  readonly baseId?: string;
}

export class NoticeSummaryView {
  @UuidField({ description: '信息编号', example: NOTICE_ID })
  readonly id: string;

  @EnumField({ description: '种类', values: noticeKinds, enumName: 'NoticeKind', example: 'admission-list' })
  readonly kind: NoticeKind;

  @TextField({ description: '标题', max: 200, example: '示例基地2026年临床专业拟录取名单公示' })
  readonly title: string;

  @BooleanField({ description: '是否置顶', example: false })
  readonly pinned: boolean;

  @TextField({ description: '发布基地，省级发布时为 null', max: 200, example: '示例基地', nullable: true })
  readonly baseName: string | null;

  @EnumField({
    description: '公示的培训专业',
    values: specialties,
    enumName: 'Specialty',
    example: 'clinical',
    nullable: true,
  })
  readonly specialty: Specialty | null;

  @InstantField({ description: '发布时间', example: '2026-11-23T02:00:00.000Z' })
  readonly publishedAt: string;

  @InstantField({ description: '公示截止时间', example: '2026-11-30T16:00:00.000Z', nullable: true })
  readonly endsAt: string | null;
}

export class NoticeEntryView {
  @IntegerField({ description: '序号', example: 1, min: 1 })
  readonly position: number;

  @TextField({ description: '姓名（脱敏）', max: 60, example: '张*明' })
  readonly maskedName: string;

  @TextField({ description: '选送单位', max: 200, example: '示例市妇幼保健院' })
  readonly sendingUnit: string;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;

  @TextField({ description: '培训基地', max: 200, example: '示例基地' })
  readonly baseName: string;
}

export class NoticeView extends NoticeSummaryView {
  @TextField({ description: '正文，纯文本', max: 20_000, example: null, nullable: true })
  readonly body: string | null;

  @ObjectListField(() => NoticeEntryView, { description: '公示的拟录取人员', max: 1000 })
  readonly entries: NoticeEntryView[];

  @InstantField({ description: '最近修改时间', example: '2026-11-23T02:00:00.000Z' })
  readonly updatedAt: string;

  @IntegerField({ description: '版本', example: 1, min: 1 })
  readonly version: number;
}
