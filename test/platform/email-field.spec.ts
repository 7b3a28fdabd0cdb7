import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { EmailField } from '../../src/platform/http/fields.js';

class Contact {
  @EmailField({ description: '电子邮箱' })
  readonly email: string;
}

const isAccepted = (email: string) => validateSync(plainToInstance(Contact, { email })).length === 0;

describe('an e-mail address', () => {
  it.each(['xiaoming@example.org', 'xiao.ming+art@mail.example.org'])('accepts %s', (email) => {
    expect(isAccepted(email)).toBe(true);
  });

  it.each([
    '"a\r\nBcc: x@y.zz"@example.org',
    '"a b"@example.org',
    'a,b@example.org',
    'a;b@example.org',
    '<a@example.org>',
    'a@example.org\n',
    'a@b@example.org',
  ])('refuses %j', (email) => {
    expect(isAccepted(email)).toBe(false);
  });
});
