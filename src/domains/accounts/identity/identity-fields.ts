import { TextField } from '../../../platform/http/fields.js';
import { PHONE } from './phone.js';

/** A mobile number of the mainland. */
export const PhoneField = () =>
  TextField({
    description: '手机号码',
    example: '13877100001',
    max: 11,
    pattern: PHONE,
    patternDetail: { zh: '请输入 11 位手机号码', en: 'must be a mobile number of the Chinese mainland' },
  });

/** A password as it is typed; what is wrong with it is told by the rule, not by the shape. */
export const PasswordField = (description: string) =>
  TextField({ description, example: 'Gx2026xuexi', max: 128, verbatim: true, format: 'password' });
