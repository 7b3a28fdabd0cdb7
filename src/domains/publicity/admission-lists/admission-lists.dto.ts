import {
  BooleanField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectListField,
  TextField,
  UuidField,
  UuidListField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { specialties, type Specialty } from '../../recruitment/contracts/index.js';
import { admissionListEntryLifecycle, type AdmissionListEntryStatus } from './admission-list-entry.lifecycle.js';
import {
  admissionListLifecycle,
  type AdmissionListStatus,
  type ListAction,
  listActions,
} from './admission-list.lifecycle.js';

const LIST_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c2e01';
const PLAN_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c2e02';
const BASE_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c2e03';
const APPLICATION_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c2e04';
const NOTICE_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c2e05';

/** More than any plan ever had; a body stays far below the platform's limit. */
export const MAX_ENTRIES = 1000;

export class CreateAdmissionListRequest {
  @UuidField({ description: '招录计划编号', example: PLAN_ID })
  readonly planId: string;
}

export class AdmissionListsQuery extends PageQuery {
  @UuidField({ description: '招录计划编号', example: PLAN_ID, optional: true })
  readonly planId?: string;

  @EnumField({
    description: '状态',
    values: admissionListLifecycle.states,
    enumName: 'AdmissionListStatus',
    example: 'draft',
    optional: true,
  })
  readonly status?: AdmissionListStatus;
}

export class ReplaceEntriesRequest {
  @UuidListField({ description: '按公示顺序排列的报名编号', example: [APPLICATION_ID], max: MAX_ENTRIES })
  readonly applicationIds: string[];
}

export class PublishAdmissionListRequest {
  @TextField({
    description: '公示标题，默认由基地、批次和专业组成',
    max: 200,
    example: '示例基地2026年临床专业拟录取名单公示',
    optional: true,
  })
  readonly title?: string;

  @InstantField({
    description: '公示截止时间，不得少于 5 个工作日；默认第 5 个工作日结束时',
    example: '2026-12-01T00:00:00+08:00',
    optional: true,
  })
  readonly endsAt?: string;
}

export class AdmissionCandidateView {
  @UuidField({ description: '报名编号', example: APPLICATION_ID })
  readonly applicationId: string;

  @TextField({ description: '姓名（脱敏）', max: 60, example: '张*明' })
  readonly maskedApplicantName: string;

  @TextField({ description: '选送单位', max: 200, example: '示例市妇幼保健院' })
  readonly sendingUnit: string;
}

export class AdmissionListEntryView extends AdmissionCandidateView {
  @UuidField({ description: '名单条目编号', example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c2e06' })
  readonly id: string;

  @IntegerField({ description: '顺序，从 1 起', example: 1, min: 1 })
  readonly position: number;

  @EnumField({
    description: '状态',
    values: admissionListEntryLifecycle.states,
    enumName: 'AdmissionListEntryStatus',
    example: 'listed',
  })
  readonly status: AdmissionListEntryStatus;
}

export class BlockedListAction {
  @EnumField({ description: '操作', values: listActions, enumName: 'AdmissionListAction', example: 'publish' })
  readonly action: ListAction;

  @TextField({ description: '不能进行的原因代码', max: 100, example: 'publicity.list-empty' })
  readonly code: string;
}

export class AdmissionListSummaryView {
  @UuidField({ description: '名单编号', example: LIST_ID })
  readonly id: string;

  @UuidField({ description: '招录计划编号', example: PLAN_ID })
  readonly planId: string;

  @UuidField({ description: '基地编号', example: BASE_ID })
  readonly baseId: string;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;

  @EnumField({
    description: '状态',
    values: admissionListLifecycle.states,
    enumName: 'AdmissionListStatus',
    example: 'draft',
  })
  readonly status: AdmissionListStatus;

  @IntegerField({ description: '名单人数', example: 12, min: 0 })
  readonly entryCount: number;

  @InstantField({ description: '建立时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;

  @InstantField({ description: '公示时间', example: null, nullable: true })
  readonly publishedAt: string | null;

  @InstantField({ description: '公示截止时间', example: null, nullable: true })
  readonly endsAt: string | null;

  @BooleanField({
    description: '公示期是否按已公布的节假日安排计算；false 表示所涉年份的安排尚未公布，仅扣除周末，请自行核对',
    example: null,
    nullable: true,
  })
  readonly holidaysKnown: boolean | null;

  @UuidField({ description: '公示信息编号', example: NOTICE_ID, nullable: true })
  readonly noticeId: string | null;

  @EnumListField({
    description: '当前可以进行的操作',
    values: listActions,
    enumName: 'AdmissionListAction',
    max: listActions.length,
    example: ['replace-entries'],
  })
  readonly availableActions: ListAction[];

  @ObjectListField(() => BlockedListAction, { description: '当前不能进行的操作及原因', max: listActions.length })
  readonly blockedActions: BlockedListAction[];

  @IntegerField({ description: '版本', example: 1, min: 1 })
  readonly version: number;
}

export class AdmissionListView extends AdmissionListSummaryView {
  @TextField({ description: '基地名称', max: 200, example: '示例基地' })
  readonly baseName: string;

  @TextField({ description: '批次名称', max: 200, example: '2026年' })
  readonly batchName: string;

  @IntegerField({ description: '计划名额', example: 20, min: 0 })
  readonly quota: number;

  @IntegerField({ description: '尚未公示的名额', example: 8, min: 0 })
  readonly remaining: number;

  @ObjectListField(() => AdmissionListEntryView, { description: '名单', max: MAX_ENTRIES })
  readonly entries: AdmissionListEntryView[];
}
