import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { DateField, EmailField, InstantField } from '../../src/platform/http/fields.js';
import { fieldErrors } from '../../src/platform/http/validation.pipe.js';

class Contact {
  @EmailField({ description: '电子邮箱' })
  readonly email: string;
}

class Dates {
  @DateField({ description: '日期', optional: true })
  readonly date?: string;

  @InstantField({ description: '时间', optional: true })
  readonly instant?: string;
}

const errorsOf = (Fields: new () => object, body: object) => fieldErrors(validateSync(plainToInstance(Fields, body)));

describe('an e-mail address', () => {
  it.each(['xiaoming@example.org', 'xiao.ming+art@mail.example.org'])('accepts %s', (email) => {
    expect(errorsOf(Contact, { email })).toEqual([]);
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
    expect(errorsOf(Contact, { email })).toMatchObject([{ pointer: '/email', code: 'format' }]);
  });
});

describe('a day and an instant', () => {
  it.each([{ date: '2028-02-29' }, { instant: '2026-11-23T10:00:00+08:00' }])('accepts %j', (body) => {
    expect(errorsOf(Dates, body)).toEqual([]);
  });

  it.each([
    { date: '2026-02-30' },
    { date: '2026-2-3' },
    { instant: '2026-02-30T10:00:00+08:00' },
    { instant: '2026-11-23' },
  ])('refuses %j, that is not in the calendar too, in words', (body) => {
    const [field] = Object.keys(body);
    expect(errorsOf(Dates, body)).toEqual([
      { pointer: `/${field}`, code: 'format', detail: { zh: '格式不正确', en: expect.any(String) } },
    ]);
  });
});
