import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { recordStatements } from '../../../test/bench/recorded-statements.js';
import { AccountCallers, PASSWORD, somePhone } from '../../../test/support/account-callers.js';
import { compareTimes } from '../../../test/support/compare-times.js';
import { startTestPlatform, type TestPlatform } from '../../../test/support/platform.js';
import { Code } from './codes/code.entity.js';
import { FailedSignIn } from './sessions/failed-sign-in.entity.js';

let platform: TestPlatform;
let people: AccountCallers;
let phone: string;
let token: string;

beforeAll(async () => {
  // without the jobs that follow a request: they would slow down whatever is asked next
  platform = await startTestPlatform('accounts', { ROLES: 'api' });
  people = new AccountCallers(platform);
  ({ phone } = await people.register());
});
beforeEach(async () => {
  platform.clock.advance(24 * 3600);
  token = (await people.signIn(phone)).body.accessToken as string;
});
afterAll(() => platform.stop());

/** The limits count known and unknown alike, and would soon end the measuring. */
async function forgetLimits(): Promise<void> {
  await platform.em().nativeDelete(Code, {});
  await platform.em().nativeDelete(FailedSignIn, {});
}

const wrongPassword = (identifier: () => string) => async () => {
  const body = { identifier: identifier(), password: 'Wrong-1234', ...(await people.captcha()) };
  await forgetLimits();
  return async () => expect((await platform.call('POST', '/sessions', { body })).status).toBe(401);
};
const passwordReset = (of: () => string) => async () => {
  const body = { phone: of(), ...(await people.captcha()) };
  await forgetLimits();
  return async () => expect((await platform.call('POST', '/password-resets', { body })).status).toBe(202);
};
const phoneChange = (to: () => string) => async () => {
  const body = { phone: to(), password: PASSWORD };
  await forgetLimits();
  return async () => expect((await platform.call('POST', '/account/phone-changes', { token, body })).status).toBe(202);
};

it('a sign-in takes as long for an unknown account as for a wrong password', async () => {
  const [known, unknown] = [wrongPassword(() => phone), wrongPassword(somePhone)];
  // an answer that skips the hash comes a whole hash earlier, and shows in few
  const compared = await compareTimes({ what: 'sign-in with a wrong password', known, unknown, pairs: 40 });
  expect(compared.alike).toBe(true);
});

it('a password reset takes as long for a phone without an account', async () => {
  const [known, unknown] = [passwordReset(() => phone), passwordReset(somePhone)];
  const compared = await compareTimes({ what: 'start of a password reset', known, unknown, pairs: 100 });
  expect(compared.alike).toBe(true);
});

it('asks the database the same questions, whoever has an account', async () => {
  const { phone: taken } = await people.register();
  const questions = async (request: ReturnType<typeof phoneChange>) => {
    const ask = await request();
    return (await recordStatements(ask, false)).map(({ text }) => text.replaceAll(/'(?:[^']|'')*'/g, '?'));
  };
  const pairs = [
    [wrongPassword(() => phone), wrongPassword(somePhone)],
    [passwordReset(() => phone), passwordReset(somePhone)],
    [phoneChange(() => taken), phoneChange(somePhone)],
  ] as const;
  for (const [known, unknown] of pairs) {
    const asked = await questions(known);
    expect(asked.length).toBeGreaterThan(5);
    expect(await questions(unknown)).toEqual(asked);
  }
});
