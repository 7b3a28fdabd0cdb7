import { roles } from '../../../platform/access/roles.js';
import type { Role } from '../../../platform/access/roles.js';
import {
  EmailField,
  EnumListField,
  InstantField,
  TextField,
  UuidField,
  UuidListField,
} from '../../../platform/http/fields.js';
import { CodeSentView } from '../codes/code.dto.js';
import { PasswordField, PhoneField } from '../identity/identity-fields.js';

export class AccountView {
  @UuidField({ description: '账号编号', example: '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11' })
  readonly id: string;

  @TextField({ description: '姓名', example: '张小明', max: 30 })
  readonly name: string;

  @TextField({ description: '身份证号码（脱敏）', example: '450103********1237', max: 18, nullable: true })
  readonly idNumber: string | null;

  @TextField({ description: '手机号码（脱敏）', example: '138****0001', max: 11 })
  readonly phone: string;

  @TextField({ description: '电子邮箱（脱敏）', example: 'x***@example.org', max: 254, nullable: true })
  readonly email: string | null;

  @EnumListField({ description: '角色', values: roles, enumName: 'Role', example: ['trainee'], max: 6 })
  readonly roles: Role[];

  @UuidListField({ description: '所管理的基地', example: [], max: 100 })
  readonly baseIds: string[];

  @InstantField({ description: '注册时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;
}

export class ChangePasswordRequest {
  @PasswordField('当前密码')
  readonly currentPassword: string;

  @PasswordField('新密码，8 至 16 位，须包含字母和数字')
  readonly password: string;

  @PasswordField('再次输入新密码')
  readonly passwordConfirmation: string;
}

export class StartPhoneChangeRequest {
  @PhoneField()
  readonly phone: string;

  @PasswordField('当前密码')
  readonly password: string;
}

export class PhoneChangeStartedView extends CodeSentView {
  @UuidField({ description: '修改编号', example: 'c1f0a7e4-97a9-4b30-8a1c-2f1de6f0a7b3' })
  readonly phoneChangeId: string;
}

export class StartEmailChangeRequest {
  @EmailField({ description: '新的电子邮箱', example: 'xiaoming@example.org' })
  readonly email: string;

  @PasswordField('当前密码')
  readonly password: string;
}

export class EmailChangeStartedView extends CodeSentView {
  @UuidField({ description: '修改编号', example: 'c1f0a7e4-97a9-4b30-8a1c-2f1de6f0a7b3' })
  readonly emailChangeId: string;
}
