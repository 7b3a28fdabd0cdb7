import {
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { type BaseAction, baseLifecycle, type BaseStatus } from './base.lifecycle.js';
import type { TrainingBase } from './training-base.entity.js';

export const PhoneNumberField = (description: string) =>
  TextField({
    description,
    max: 40,
    example: '0771-1234567',
    pattern: /^\+?[0-9][0-9 \-/转()（）]{4,39}$/,
    patternDetail: { zh: '电话号码格式不正确', en: 'is no phone number' },
  });

export class SaveBaseRequest {
  @TextField({ description: '基地名称', min: 2, max: 60, example: '示例南宁培训基地' })
  readonly name: string;

  @TextField({ description: '地址', max: 200, example: '南宁市青秀区示例路 1 号' })
  readonly address: string;

  @TextField({ description: '联系人', max: 40, example: '韦老师' })
  readonly contactName: string;

  @PhoneNumberField('联系电话')
  readonly contactPhone: string;

  @TextField({ description: '基地介绍', max: 5000, optional: true, nullable: true, example: '国家级辅助生殖培训基地' })
  readonly introduction?: string | null;
}

export class BaseQuery extends PageQuery {
  @EnumField({ description: '基地状态', values: baseLifecycle.states, enumName: 'BaseStatus', optional: true })
  readonly status?: BaseStatus;
}

export class BaseView {
  @UuidField({ description: '基地编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e01' })
  readonly id: string;

  @TextField({ description: '基地名称', max: 60, example: '示例南宁培训基地' })
  readonly name: string;

  @TextField({ description: '地址', max: 200, example: '南宁市青秀区示例路 1 号' })
  readonly address: string;

  @TextField({ description: '联系人', max: 40, example: '韦老师' })
  readonly contactName: string;

  @TextField({ description: '联系电话', max: 40, example: '0771-1234567' })
  readonly contactPhone: string;

  @TextField({ description: '基地介绍', max: 5000, nullable: true, example: '国家级辅助生殖培训基地' })
  readonly introduction: string | null;

  @EnumField({
    description: '基地状态；已暂停的基地不接受报名',
    values: baseLifecycle.states,
    enumName: 'BaseStatus',
    example: 'active',
  })
  readonly status: BaseStatus;
}

export class ManagedBaseView extends BaseView {
  @IntegerField({ description: '版本，与 ETag 相同', example: 1 })
  readonly version: number;

  @InstantField({ description: '创建时间', example: '2026-11-23T10:00:00+08:00' })
  readonly createdAt: string;

  @EnumListField({
    description: '当前可进行的操作',
    values: baseLifecycle.actions,
    enumName: 'BaseAction',
    max: 2,
    example: ['suspend'],
  })
  readonly availableActions: BaseAction[];
}

export const toBaseView = (base: TrainingBase): BaseView => ({
  id: base.id,
  name: base.name,
  address: base.address,
  contactName: base.contactName,
  contactPhone: base.contactPhone,
  introduction: base.introduction ?? null,
  status: base.status,
});

export const toManagedBaseView = (base: TrainingBase): ManagedBaseView => ({
  ...toBaseView(base),
  version: base.version,
  createdAt: base.createdAt.toISOString(),
  availableActions: baseLifecycle.actionsFrom(base.status),
});
