import { someIdNumber, somePhone } from '../account-callers.js';
import { findLeaks, type Secret } from './find-leaks.js';

const kindsIn = (text: string, secrets: readonly Secret[] = []) => findLeaks(text, secrets).map(({ kind }) => kind);
const line = (fields: object) => JSON.stringify({ level: 30, time: 1795226400123, pid: 123456, ...fields });

describe('the search for leaks finds', () => {
  const code = { kind: 'code', value: '123456' };

  it.each([
    ['a phone', line({ message: `sent to ${somePhone()}` }), 'phone number'],
    ['a phone as a number', line({ to: 13877100001 }), 'phone number'],
    ['an ID number', line({ idNumber: someIdNumber() }), 'ID number'],
    ['an access token', line({ token: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTk3In0.c2ln' }), 'token'],
    ['a header', line({ headers: { authorization: 'Bearer kq3v8mZt1x' } }), 'authorization header'],
    ['a key', '-----BEGIN PRIVATE KEY-----\nMIGH', 'private key'],
    ['a hash', line({ hash: '$argon2id$v=19$m=19456,t=2,p=1$x$y' }), 'password hash'],
    ['a secret to enrol', 'otpauth://totp/x?secret=y', 'one-time password secret'],
  ])('%s', (_what, text, kind) => expect(kindsIn(text)).toEqual([kind]));

  it('what the tests typed, and says where', () => {
    const secrets = [code, { kind: 'password', value: 'Gx-xuexi-77' }];
    const text = ['nothing', line({ message: 'code 123456 for Gx-xuexi-77x' })].join('\n');
    expect(findLeaks(text, secrets)).toEqual([
      { kind: 'code', line: 1, excerpt: expect.stringContaining('code 123456 for') as string },
      { kind: 'password', line: 1, excerpt: expect.stringContaining('for Gx-xuexi-77x') as string },
    ]);
  });

  it('a code behind the same digits that are part of something else', () => {
    expect(kindsIn('1234567, then 123456', [code])).toEqual(['code']);
  });
});

describe('the search for leaks lets be', () => {
  it.each([
    ['a code that is a figure of the line', line({ milliseconds: 123456 })],
    ['a code inside a longer word', line({ traceId: 'x123456', path: '/a/9123456', at: '12:123456' })],
    [
      'a phone inside an id or a hash',
      line({ id: '0197e4a0-0000-7000-8000-13877100001a', sha: '13877100001a'.repeat(4) }),
    ],
    ['longer numbers and fractions', line({ sequence: 138771000012, share: 0.13877100001 })],
    ['eighteen digits whose check digit is wrong', line({ number: '450103199001011230' })],
    ['masked forms', line({ phone: '138****0001', idNumber: '4501**********1237', name: '张*明' })],
  ])('%s', (_what, text) => expect(kindsIn(text, [{ kind: 'code', value: '123456' }])).toEqual([]));

  it.each(['password', 'token'])('an id that lacks a digit, typed for a %s and in a path', (kind) => {
    const value = '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c1';
    expect(kindsIn(line({ path: `/account/sessions/${value}` }), [{ kind, value }])).toEqual([]);
  });
});
