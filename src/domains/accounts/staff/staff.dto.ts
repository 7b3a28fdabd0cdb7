import { staffRoles } from '../../../platform/access/roles.js';
import type { Role, StaffRole } from '../../../platform/access/roles.js';
import {
  BooleanField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  TextField,
  UuidField,
  UuidListField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { accountStatuses, type AccountStatus } from '../account.entity.js';
import { PhoneField } from '../identity/identity-fields.js';

export class ChangeStaffAccountRequest {
  @TextField({ description: '姓名', example: '李明', min: 2, max: 30 })
  readonly name: string;

  @EnumListField({
    description: '角色；系统管理员、审计管理员与业务管理员不能兼任',
    values: staffRoles,
    enumName: 'StaffRole',
    example: ['base_admin'],
    min: 1,
    max: 4,
  })
  readonly roles: StaffRole[];

  @UuidListField({
    description: '所管理的基地，基地管理员必填',
    example: ['3f1c5b9e-6f0b-4b59-8a3e-7c1d2e9f4a10'],
    max: 100,
  })
  readonly baseIds: string[];

  @TextField({
    description: '所在单位；不得审核由本单位选送的报名（回避）',
    example: '示例市妇幼保健院',
    max: 100,
    optional: true,
  })
  readonly unit?: string;

  @TextField({
    description: '身份证号码；不得审核本人的报名（回避）。修改时不填则不变',
    example: '450103198505051237',
    max: 18,
    optional: true,
  })
  readonly idNumber?: string;
}

export class CreateStaffAccountRequest extends ChangeStaffAccountRequest {
  @PhoneField()
  readonly phone: string;
}

export class StaffAccountQuery extends PageQuery {
  @EnumField({ description: '角色', values: staffRoles, enumName: 'StaffRole', optional: true })
  readonly role?: StaffRole;

  @UuidField({ description: '所管理的基地', optional: true })
  readonly baseId?: string;

  @EnumField({ description: '账号状态', values: accountStatuses, enumName: 'StaffAccountStatus', optional: true })
  readonly status?: AccountStatus;
}

export class StaffAccountView {
  @UuidField({ description: '账号编号', example: '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11' })
  readonly id: string;

  @IntegerField({ description: '版本，与 ETag 相同', example: 3 })
  readonly version: number;

  @TextField({ description: '姓名', example: '李明', max: 30 })
  readonly name: string;

  @TextField({ description: '手机号码（脱敏）', example: '138****0001', max: 11 })
  readonly phone: string;

  @EnumListField({ description: '角色', values: staffRoles, enumName: 'StaffRole', example: ['base_admin'], max: 4 })
  readonly roles: Role[];

  @UuidListField({ description: '所管理的基地', example: ['3f1c5b9e-6f0b-4b59-8a3e-7c1d2e9f4a10'], max: 100 })
  readonly baseIds: string[];

  @TextField({ description: '所在单位，未填写为 null', example: '示例市妇幼保健院', max: 100, nullable: true })
  readonly unit: string | null;

  @TextField({
    description: '身份证号码（脱敏），未填写为 null',
    example: '450103********1237',
    max: 18,
    nullable: true,
  })
  readonly idNumber: string | null;

  @EnumField({
    description: '账号状态；已停用的账号不能登录',
    values: accountStatuses,
    enumName: 'StaffAccountStatus',
    example: 'active',
  })
  readonly status: AccountStatus;

  @BooleanField({ description: '是否尚未修改一次性密码', example: true })
  readonly mustChangePassword: boolean;

  @BooleanField({ description: '是否已绑定动态验证码', example: true })
  readonly totpEnrolled: boolean;

  @InstantField({ description: '创建时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;
}

/** Of a new account, and of one whose password was reset. */
export class OneTimePasswordView extends StaffAccountView {
  @TextField({ description: '一次性密码，仅显示这一次', example: 'kT7m3wQxRn9cVa', max: 16 })
  readonly oneTimePassword: string;
}
