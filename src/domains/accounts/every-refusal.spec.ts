import { AccountCallers, PASSWORD, somePhone } from '../../../test/support/account-callers.js';
import { type Answer, startTestPlatform, type TestPlatform } from '../../../test/support/platform.js';

const MOST_OF_AN_ADDRESS = 6;
const WRONG = 'Wrong-1234';

/** What every route that asks for a code or a password refuses alike. */
describe('an account’s routes', () => {
  let platform: TestPlatform;
  let people: AccountCallers;
  let token: string;

  beforeAll(async () => {
    platform = await startTestPlatform('accounts');
    people = new AccountCallers(platform);
  });
  beforeEach(async () => {
    platform.clock.advance(24 * 3600);
    const { id } = await people.register();
    token = platform.token({ id, roles: ['trainee'] });
  });
  afterAll(() => platform.stop());

  const call = (path: string, body: object, of = token, method = 'POST') =>
    platform.call(method, `/account/${path}`, { token: of, body });
  const told = ({ status, body }: Answer) => `${status} ${body.code}`;
  const target = { phone: somePhone, email: () => `${somePhone()}@example.org` };
  const start = (kind: 'phone' | 'email', value: string, password = PASSWORD) =>
    call(`${kind}-changes`, { [kind]: value, password });

  it.each(['phone', 'email'] as const)(
    'send a code to a new %s a minute after the last, ten times a day',
    async (kind) => {
      const value = target[kind]();
      expect((await start(kind, value)).status).toBe(202);
      expect(told(await start(kind, value))).toBe('429 accounts.code-too-soon');
      for (let sent = 1; sent < 10; sent++) {
        platform.clock.advance(61);
        expect((await start(kind, value)).status).toBe(202);
      }
      platform.clock.advance(61);
      expect(told(await start(kind, value))).toBe('429 accounts.too-many-codes');
    },
  );

  it.each(['phone', 'email'] as const)('take no code for a new %s that is five minutes old', async (kind) => {
    const { body } = await start(kind, target[kind]());
    const code = await people.lastCode();
    platform.clock.advance(5 * 60 + 1);
    const confirmed = await call(`${kind}-changes/${body[`${kind}ChangeId`]}/confirmation`, { code });
    expect(told(confirmed)).toBe('422 accounts.code-expired');
  });

  it('send ten codes a day for a forgotten password, too', async () => {
    const { phone } = await people.register();
    const ask = async () => platform.call('POST', '/password-resets', { body: { phone, ...(await people.captcha()) } });
    platform.clock.advance(24 * 3600);
    for (let sent = 0; sent < 10; sent++) {
      platform.clock.advance(61);
      expect((await ask()).status).toBe(202);
    }
    platform.clock.advance(61);
    expect(told(await ask())).toBe('429 accounts.too-many-codes');
    await people.resetsAreSettled();
  });

  const passwords = { password: 'Zai-lai-2026', passwordConfirmation: 'Zai-lai-2026' };
  const asking: Record<string, (of?: string) => Promise<Answer>> = {
    'a new phone': () => start('phone', somePhone(), WRONG),
    'a new mailbox': () => start('email', 'new@example.org', WRONG),
    'a new password': () => call('password', { currentPassword: WRONG, ...passwords }, token, 'PUT'),
    'an erasure': () => call('erasure-requests', { password: WRONG }),
    'an authenticator': (of) => call('totp', { password: WRONG }, of),
    'recovery codes': (of) => call('recovery-codes', { password: WRONG }, of),
  };

  it.each(Object.keys(asking))('lock after five wrong passwords that are asked for with %s', async (what) => {
    const { session } = await people.halfWayStaff();
    const ask = () => asking[what]!(session.accessToken);
    const answers: string[] = [];
    for (let tries = 0; tries < 6; tries++) answers.push(told(await ask()));
    expect(answers.slice(0, 4)).toEqual(Array(4).fill('422 accounts.current-password-wrong'));
    expect(answers.slice(4)).toEqual(Array(2).fill('423 accounts.locked'));
  });

  it('stop an address that tries the passwords of many who are signed in', async () => {
    const settings = { FAILED_SIGN_INS_PER_ADDRESS: String(MOST_OF_AN_ADDRESS) };
    const strict = await startTestPlatform('accounts', settings);
    const others = new AccountCallers(strict);
    const routes = [
      ['POST', 'phone-changes', { phone: somePhone(), password: WRONG }],
      ['POST', 'email-changes', { email: 'new@example.org', password: WRONG }],
      ['PUT', 'password', { currentPassword: WRONG, ...passwords }],
    ] as const;
    const tries = async ([method, path, body]: (typeof routes)[number]) => {
      const { id } = await others.register();
      const of = strict.token({ id, roles: ['trainee'] });
      return told(await strict.call(method, `/account/${path}`, { token: of, body }));
    };
    strict.clock.advance(3600);
    for (const route of routes) {
      let answer = await tries(route);
      for (let n = 0; n < MOST_OF_AN_ADDRESS && answer.startsWith('422'); n++) answer = await tries(route);
      expect(answer).toBe('429 accounts.too-many-failures');
    }
    await strict.stop();
  }, 60_000);
});
