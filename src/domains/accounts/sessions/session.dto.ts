import { roles } from '../../../platform/access/roles.js';
import type { Role } from '../../../platform/access/roles.js';
import {
  BooleanField,
  EnumListField,
  IntegerField,
  ObjectField,
  TextField,
  UuidField,
  UuidListField,
} from '../../../platform/http/fields.js';
import { CaptchaAnswerRequest } from '../captchas/captcha.dto.js';
import { SecondFactorField } from '../totp/totp.dto.js';

export class SignInRequest extends CaptchaAnswerRequest {
  @TextField({ description: '手机号码或身份证号码（工作人员用手机号码）', example: '13877100001', max: 18 })
  readonly identifier: string;

  @TextField({ description: '密码', example: 'Gx2026xuexi', max: 128, verbatim: true, format: 'password' })
  readonly password: string;

  @SecondFactorField(
    '工作人员绑定动态验证码后必填：身份验证器显示的六位数字，或一个恢复代码；缺少或错误时与密码错误同样答复。学员不填',
  )
  readonly totp?: string;
}

export class RefreshSessionRequest {
  @TextField({ description: '刷新令牌', example: 'kq3v…', max: 100 })
  readonly refreshToken: string;
}

export class SignedInAccountView {
  @UuidField({ description: '账号编号', example: '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11' })
  readonly id: string;

  @TextField({ description: '姓名', example: '张小明', max: 30 })
  readonly name: string;

  @EnumListField({
    description: '角色；工作人员修改一次性密码、绑定动态验证码之前为空',
    values: roles,
    enumName: 'Role',
    example: ['trainee'],
    max: 6,
  })
  readonly roles: Role[];

  @UuidListField({ description: '所管理的基地', example: [], max: 100 })
  readonly baseIds: string[];
}

export class SessionView {
  @TextField({ description: '访问令牌（JWT，ES256）', example: 'eyJhbGciOiJFUzI1NiJ9…', max: 4000 })
  readonly accessToken: string;

  @TextField({ description: '刷新令牌，每次使用后更换', example: 'kq3v…', max: 100 })
  readonly refreshToken: string;

  @IntegerField({ description: '访问令牌的有效秒数', example: 900 })
  readonly expiresIn: number;

  @ObjectField(() => SignedInAccountView, { description: '登录的账号' })
  readonly account: SignedInAccountView;

  @BooleanField({ description: '仅工作人员：须先修改一次性密码，在此之前没有任何权限', example: false, optional: true })
  readonly mustChangePassword?: boolean;

  @BooleanField({
    description: '仅工作人员：须先绑定动态验证码，在此之前没有任何权限；绑定后刷新登录即获得权限',
    example: false,
    optional: true,
  })
  readonly mustEnrolTotp?: boolean;

  @IntegerField({ description: '仅用恢复代码登录时：还剩几个恢复代码', example: 9, min: 0, max: 10, optional: true })
  readonly recoveryCodesLeft?: number;
}
