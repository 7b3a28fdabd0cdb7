import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountCallers, PASSWORD } from '../../../../test/support/account-callers.js';
import { Authenticator } from '../../../../test/support/authenticator.js';
import { eventually } from '../../../../test/support/eventually.js';
import { type Answer, startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { Account } from '../account.entity.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { FailedSignIn } from '../sessions/failed-sign-in.entity.js';
import { RecoveryCode } from './recovery-code.entity.js';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const start = (token: string, body: Record<string, unknown> = {}) =>
  platform.call('POST', '/account/totp', { token, body: { password: PASSWORD, ...body } });
const confirm = (token: string, code: string) =>
  platform.call('POST', '/account/totp/confirmation', { token, body: { code } });
const renew = (token: string, body: Record<string, unknown> = {}) =>
  platform.call('POST', '/account/recovery-codes', { token, body: { password: PASSWORD, ...body } });
const refresh = (refreshToken: string) => platform.call('POST', '/sessions/refresh', { body: { refreshToken } });
const refused = ({ status, body }: Answer) => `${status} ${body.code}`;
const audited = (action: string, subjectId: string) => platform.em().count(AuditRecord, { action, subjectId });
const stored = (id: string) => platform.em().findOneOrFail(Account, { id });

/** Started with this token: the authenticator that was set up by the answer. */
async function started(token: string, body: Record<string, unknown> = {}): Promise<Authenticator> {
  const answer = await start(token, body);
  expect(answer.status).toBe(201);
  return new Authenticator(answer.body.secret as string, platform.clock);
}

describe('enrolling an authenticator', () => {
  it('gives the roles to the session that showed its code, from its next refresh', async () => {
    const { id, session } = await people.halfWayStaff();
    const token = session.accessToken;
    expect(session).toMatchObject({ mustEnrolTotp: true, account: { roles: [], baseIds: [] } });

    const { status, body, headers } = await start(token);
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      otpauthUri: expect.stringContaining(`secret=${body.secret}`),
      qrCode: expect.stringMatching(/^data:image\/svg\+xml;base64,/),
      expiresAt: '2026-11-23T02:10:00.000Z',
    });
    const svg = Buffer.from((body.qrCode as string).split(',')[1] ?? '', 'base64').toString();
    expect(svg).toMatch(/^<svg [^]*<\/svg>\s*$/);
    expect(await stored(id)).toMatchObject({ totpSecret: null, version: 2 });

    const authenticator = new Authenticator(body.secret as string, platform.clock);
    const confirmed = await confirm(token, authenticator.next());
    expect(confirmed.status).toBe(201);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect((await platform.call('GET', '/account', { token })).status).toBe(403);
    const { body: full } = await refresh(session.refreshToken);
    expect(full).toMatchObject({ mustEnrolTotp: false, account: { roles: ['province_admin'] } });
    expect((await platform.call('GET', '/account', { token: full.accessToken })).status).toBe(200);
    expect([await audited('start-totp-enrolment', id), await audited('enrol-totp', id)]).toEqual([1, 1]);
  });

  it('stores the secret sealed and the recovery codes hashed', async () => {
    const { id, authenticator, recoveryCodes } = await people.staff();
    const { totpSecret } = await stored(id);
    expect(platform.encryption.open('secret', totpSecret ?? '')).toBe(authenticator.secret);
    const rows = JSON.stringify(await platform.em().find(RecoveryCode, { accountId: id }));
    for (const code of recoveryCodes) expect(rows).not.toContain(code);
  });

  it('ends every other session of the account: they have proven one factor', async () => {
    const { id, phone, session } = await people.halfWayStaff();
    const { body: other } = await people.signIn(phone);
    const { body: third } = await people.signIn(phone);
    await people.enrol(other.accessToken as string);
    for (const { accessToken, refreshToken } of [session, third]) {
      expect(refused(await refresh(refreshToken as string))).toBe('401 accounts.refresh-token-refused');
      await eventually('the access token is refused', async () =>
        expect(refused(await start(accessToken as string))).toBe('401 access.session-ended'),
      );
    }
    expect((await refresh(other.refreshToken as string)).body.account.roles).toEqual(['province_admin']);
    expect((await stored(id)).totpSecret).not.toBeNull();
  });

  it('needs the password, and wrong codes count as wrong passwords do', async () => {
    const { session } = await people.halfWayStaff();
    const token = session.accessToken;
    const wrongPassword = await start(token, { password: 'Wrong-1234' });
    expect(wrongPassword).toMatchObject({
      status: 422,
      body: { code: 'accounts.current-password-wrong', triesLeft: 4 },
    });
    const authenticator = await started(token);
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await confirm(token, authenticator.wrong()));
    expect(answers.map(refused)).toEqual([
      ...Array<string>(4).fill('422 accounts.totp-code-wrong'),
      '423 accounts.locked',
    ]);
    expect(answers.slice(0, 4).map(({ body }) => body.triesLeft)).toEqual([4, 3, 2, 1]);
    expect(answers[0]?.body.errors).toMatchObject([{ pointer: '/code', code: 'wrong' }]);
    expect(refused(await confirm(token, authenticator.next()))).toBe('423 accounts.locked');
  });

  it('has to be finished in ten minutes', async () => {
    const { id, session } = await people.halfWayStaff();
    const authenticator = await started(session.accessToken);
    platform.clock.advance(600);
    expect(refused(await confirm(session.accessToken, authenticator.at(0)))).toBe(
      '404 accounts.totp-enrolment-not-found',
    );
    expect(await platform.em().count(FailedSignIn, { subject: id })).toBe(0);
    const again = await started(session.accessToken);
    expect((await confirm(session.accessToken, again.next())).status).toBe(201);
  });

  it('goes by the secret that was handed out last', async () => {
    const { session } = await people.halfWayStaff();
    const [first, second] = [await started(session.accessToken), await started(session.accessToken)];
    expect((await confirm(session.accessToken, first.next())).status).toBe(422);
    expect((await confirm(session.accessToken, second.next())).status).toBe(201);
    expect((await confirm(session.accessToken, second.next())).status).toBe(404);
  });

  it('is confirmed once, when several confirm it at once', async () => {
    const { id, session } = await people.halfWayStaff();
    const authenticator = await started(session.accessToken);
    const answers = await Promise.all([-1, 0, 1].map((steps) => confirm(session.accessToken, authenticator.at(steps))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    expect(await platform.em().count(RecoveryCode, { accountId: id })).toBe(10);
  });

  it('is not for trainees', async () => {
    const { phone } = await people.register();
    const { body } = await people.signIn(phone);
    for (const answer of [await start(body.accessToken), await renew(body.accessToken)]) {
      expect(refused(answer)).toBe('403 access.not-allowed');
    }
    expect((await confirm(body.accessToken as string, '123456')).status).toBe(404);
    const byHand = `update accounts.account set totp_secret = 'x', totp_last_step = 1 where kind = 'trainee'`;
    await expect(platform.em().execute(byHand)).rejects.toThrow(/account_totp_kind/);
  });
});

describe('another authenticator', () => {
  it('needs a code of the present one, or a recovery code', async () => {
    const { authenticator, recoveryCodes, session } = await people.staff();
    const token = session.accessToken;
    expect(await start(token)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/totp', code: 'required' }] },
    });
    expect(await start(token, { totp: authenticator.wrong() })).toMatchObject({
      status: 422,
      body: { code: 'accounts.factors-wrong', triesLeft: 4 },
    });
    const code = authenticator.next();
    expect((await start(token, { totp: code })).status).toBe(201);
    expect((await start(token, { totp: code })).body.code).toBe('accounts.factors-wrong');
    expect((await start(token, { totp: recoveryCodes[0] })).status).toBe(201);
    expect((await start(token, { totp: recoveryCodes[0] })).body.code).toBe('accounts.factors-wrong');
  });

  it('takes the place of the first one, and its recovery codes that of theirs', async () => {
    const { phone, authenticator, recoveryCodes, session } = await people.staff();
    const next = await people.enrol(session.accessToken, authenticator.next());
    for (const old of [authenticator.next(), recoveryCodes[0]]) {
      expect(refused(await people.signIn(phone, PASSWORD, old))).toBe('401 accounts.credentials-wrong');
    }
    expect((await people.signIn(phone, PASSWORD, next.authenticator.next())).status).toBe(201);
    expect((await people.signIn(phone, PASSWORD, next.recoveryCodes[0])).status).toBe(201);
  });

  it('counts only once it is confirmed', async () => {
    const { phone, authenticator, session } = await people.staff();
    const next = await started(session.accessToken, { totp: authenticator.next() });
    expect((await people.signIn(phone, PASSWORD, next.next())).status).toBe(401);
    expect((await people.signIn(phone, PASSWORD, authenticator.next())).status).toBe(201);
  });
});

describe('renewed recovery codes', () => {
  it('are ten new ones; the old ones are of no more use', async () => {
    const { id, phone, authenticator, recoveryCodes, session } = await people.staff();
    const { status, body } = await renew(session.accessToken, { totp: authenticator.next() });
    expect(status).toBe(201);
    const fresh = body.recoveryCodes as string[];
    expect(new Set([...fresh, ...recoveryCodes]).size).toBe(20);
    expect((await people.signIn(phone, PASSWORD, recoveryCodes[3])).status).toBe(401);
    expect((await people.signIn(phone, PASSWORD, fresh[3])).status).toBe(201);
    expect(await audited('renew-recovery-codes', id)).toBe(1);
  });

  it('need the password and a code', async () => {
    const { authenticator, session } = await people.staff();
    const token = session.accessToken;
    expect(refused(await renew(token))).toBe('422 request.invalid');
    expect(refused(await renew(token, { totp: authenticator.wrong() }))).toBe('422 accounts.factors-wrong');
    const wrong = { password: 'Wrong-1234', totp: authenticator.at(0) };
    expect(refused(await renew(token, wrong))).toBe('422 accounts.factors-wrong');
    expect((await renew(token, { totp: authenticator.at(0) })).status).toBe(201);
  });

  it('are refused to an account without an authenticator', async () => {
    const { session } = await people.halfWayStaff();
    expect(refused(await renew(session.accessToken))).toBe('409 accounts.totp-not-enrolled');
  });
});
