import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountCallers, PASSWORD, type SignedIn } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { checkCharacter } from '../identity/id-number.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { Session } from '../sessions/session.entity.js';

let platform: TestPlatform;
let people: AccountCallers;
let admin: string;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
  admin = platform.token({ roles: ['system_admin'] });
});
afterAll(() => platform.stop());

const manage = (method: string, path = '', options: { body?: unknown; version?: number; token?: string } = {}) =>
  platform.call(method, `/management/staff-accounts${path}`, {
    token: options.token ?? admin,
    body: options.body,
    headers: options.version === undefined ? {} : { 'if-match': `"${options.version}"` },
  });

const versionOf = async (id: string) => (await manage('GET', `/${id}`)).body.version as number;

const STEPS = ['deactivation', 'reactivation', 'password-reset', 'totp-reset'];
const refused = ({ status, body }: { status: number; body: { code?: string } }) => `${status} ${body.code}`;
const isOver = async ({ accessToken, refreshToken }: SignedIn) => {
  await eventually('the access token is refused', async () =>
    expect((await platform.call('GET', '/account', { token: accessToken })).body.code).toBe('access.session-ended'),
  );
  expect((await platform.call('POST', '/sessions/refresh', { body: { refreshToken } })).status).toBe(401);
};
const audited = (action: string, subjectId: string) => platform.em().count(AuditRecord, { action, subjectId });

/** What the other domains heard last of an account. */
async function lastTold(aggregateId: string): Promise<Record<string, unknown>> {
  const where = { name: 'accounts.staff-account-changed', aggregateId };
  const [last] = await platform.em().find(OutboxMessage, where, { orderBy: { sequence: 'desc' }, limit: 1 });
  return last?.payload as Record<string, unknown>;
}

describe('a change of a staff account', () => {
  it('to another name leaves its owner signed in', async () => {
    const { id, session } = await people.staff();
    const version = await versionOf(id);
    const body = { name: '李小明', roles: ['province_admin'], baseIds: [] };
    const changed = await manage('PUT', `/${id}`, { body, version });
    expect(changed).toMatchObject({ status: 200, body: { name: '李小明', version: version + 1 } });
    expect(changed.headers.get('etag')).toBe(`"${version + 1}"`);
    const seen = await platform.call('GET', '/account', { token: session.accessToken });
    expect(seen).toMatchObject({ status: 200, body: { name: '李小明' } });
  });

  it('tells the other domains what its owner may do and where they work, and nothing of who that is', async () => {
    const { id, session } = await people.staff();
    const [version, baseId] = [await versionOf(id), randomUUID()];
    const body = { name: '李明', roles: ['base_admin'], baseIds: [baseId], unit: '示例市妇幼保健院' };
    const changed = await manage('PUT', `/${id}`, { body, version });
    expect(changed).toMatchObject({ status: 200, body: { unit: '示例市妇幼保健院' } });
    expect(await lastTold(id)).toMatchObject({
      aggregateVersion: version + 1,
      ...{ roles: ['base_admin'], baseIds: [baseId], unit: '示例市妇幼保健院', active: true },
    });
    expect(JSON.stringify(await lastTold(id))).not.toContain('李明');
    // left out it is none, like everything of a whole that is replaced
    const again = await manage('PUT', `/${id}`, { body: { ...body, unit: undefined }, version: version + 1 });
    expect(again.body.unit).toBeNull();
    await isOver(session);
  });

  it('keeps the ID number that it has unless another is given, shows it masked and tells it sealed', async () => {
    const { id } = await people.staff();
    const version = await versionOf(id);
    const body = { name: '李明', roles: ['province_admin'], baseIds: [] };
    const wrong = await manage('PUT', `/${id}`, { body: { ...body, idNumber: '450103198505051234' }, version });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/idNumber', code: 'check-digit' }] } });
    const idNumber = `45010319850505123${checkCharacter('45010319850505123')}`;
    const masked = { idNumber: `450103********${idNumber.slice(-4)}` };
    const given = await manage('PUT', `/${id}`, { body: { ...body, idNumber: idNumber.toLowerCase() }, version });
    expect(given).toMatchObject({ status: 200, body: masked });
    expect((await manage('PUT', `/${id}`, { body, version: version + 1 })).body).toMatchObject(masked);
    expect(platform.encryption.open('id-number', (await lastTold(id)).idNumber as string)).toBe(idNumber);
  });

  it('to other roles and bases ends the sessions, and the next one has them', async () => {
    const { id, phone, authenticator, session } = await people.staff();
    const version = await versionOf(id);
    const [some, other] = [randomUUID(), randomUUID()];
    const body = { name: '李明', roles: ['base_admin'], baseIds: [some, other, some] };
    expect((await manage('PUT', `/${id}`, { body, version })).status).toBe(200);
    await isOver(session);
    const { body: again } = await people.signIn(phone, PASSWORD, authenticator.next());
    expect(again.account).toMatchObject({ roles: ['base_admin'], baseIds: [some, other] });

    const fewer = { ...body, baseIds: [other] };
    expect((await manage('PUT', `/${id}`, { body: fewer, version: version + 1 })).status).toBe(200);
    await isOver(again as SignedIn);
    expect(await platform.em().findOneOrFail(Session, { id: sessionOf(again as SignedIn) })).toMatchObject({
      ending: 'roles-changed',
    });
    expect(await platform.em().find(AuditRecord, { action: 'change-staff-account', subjectId: id })).toContainEqual(
      expect.objectContaining({
        facts: expect.objectContaining({ before: { roles: ['province_admin'], baseIds: [] } }),
      }),
    );
  });

  it('is refused without the version that was read, or with an older one, and changes nothing', async () => {
    const { id, version } = await people.newStaff();
    const body = { name: '王五', roles: ['auditor'], baseIds: [] };
    expect(refused(await manage('PUT', `/${id}`, { body }))).toBe('428 request.version-required');
    expect(refused(await manage('PUT', `/${id}`, { body, version: version - 1 }))).toBe('412 request.stale-version');
    const racing = await Promise.all([1, 2, 3].map(() => manage('PUT', `/${id}`, { body, version })));
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it.each([
    [{ roles: ['system_admin', 'auditor'] }, '/roles separation-of-duties'],
    [{ roles: ['base_admin'] }, '/baseIds required'],
    [{ baseIds: [randomUUID()] }, '/baseIds not-applicable'],
    [{ name: '李' }, '/name length'],
    [{ roles: ['trainee'] }, '/roles not-in-list'],
  ])('to %j is refused', async (given, error) => {
    const { id, version } = await people.newStaff();
    const body = { name: '李明', roles: ['province_admin'], baseIds: [], ...given };
    const { status, body: problem } = await manage('PUT', `/${id}`, { body, version });
    expect(status).toBe(422);
    expect(`${problem.errors[0].pointer} ${problem.errors[0].code}`).toBe(error);
    expect((await manage('GET', `/${id}`)).body).toMatchObject({ version, name: '李明', roles: ['province_admin'] });
  });

  it('lets the very first system administrator become something else, where there is another', async () => {
    const { id, version } = await people.newStaff({ roles: ['system_admin'] });
    await platform.em().execute('update accounts.account set is_first_system_admin = true where id = ?', [id]);
    await people.newStaff({ roles: ['system_admin'] });
    const body = { name: '李明', roles: ['auditor'], baseIds: [] };
    expect((await manage('PUT', `/${id}`, { body, version })).status).toBe(200);
  });
});

describe('a disabled staff account', () => {
  it('is signed out at once, and its right password answered like a wrong one', async () => {
    const { id, phone, authenticator, session } = await people.staff();
    const disabled = await manage('POST', `/${id}/deactivation`);
    expect(disabled).toMatchObject({ status: 200, body: { status: 'disabled' } });
    await isOver(session);
    const { phone: other } = await people.newStaff();
    const answersTo = async (identifier: string, password: string, totp?: string) => {
      const answers: object[] = [];
      for (let n = 0; n < 5; n++) {
        const { status, body: problem } = await people.signIn(identifier, password, totp);
        answers.push({ ...(problem as object), status, traceId: undefined });
      }
      return answers;
    };
    expect(await answersTo(phone, PASSWORD, authenticator.next())).toEqual(
      await answersTo(other, 'Wrong-1234', '123456'),
    );
    expect(await audited('disable-staff-account', id)).toBe(1);
    expect(await lastTold(id)).toMatchObject({ active: false });
  });

  it('resets no password by its phone, also not with a code that was sent before', async () => {
    const { id, phone } = await people.newStaff();
    const start = async () =>
      platform.call('POST', '/password-resets', { body: { phone, ...(await people.captcha()) } });
    const { body: before } = await start();
    const code = await people.resetCode(before.passwordResetId);
    await manage('POST', `/${id}/deactivation`);
    const body = { code, password: 'Gx-xuexi-88', passwordConfirmation: 'Gx-xuexi-88' };
    const confirmed = await platform.call('POST', `/password-resets/${before.passwordResetId}/confirmation`, { body });
    expect(refused(confirmed)).toBe('404 accounts.password-reset-not-found');
    platform.clock.advance(61);
    expect((await start()).status).toBe(202);
    await people.resetsAreSettled();
    expect(await people.lastCode()).toBe(code);
  });

  it('signs in again as before once it is enabled', async () => {
    const { id, phone, authenticator } = await people.staff();
    await manage('POST', `/${id}/deactivation`);
    expect(refused(await people.signIn(phone, PASSWORD, authenticator.at(0)))).toBe('401 accounts.credentials-wrong');
    expect(await manage('POST', `/${id}/reactivation`)).toMatchObject({ status: 200, body: { status: 'active' } });
    const { status, body } = await people.signIn(phone, PASSWORD, authenticator.next());
    expect({ status, body }).toMatchObject({ status: 201, body: { account: { roles: ['province_admin'] } } });
    expect(await audited('enable-staff-account', id)).toBe(1);
  });

  it('is disabled once and enabled once', async () => {
    const { id } = await people.newStaff();
    const both = (step: string) => Promise.all([1, 2].map(() => manage('POST', `/${id}/${step}`)));
    expect((await both('deactivation')).map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(refused(await manage('POST', `/${id}/deactivation`))).toBe('409 lifecycle.step-not-allowed');
    expect((await both('reactivation')).map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('ends the session of a sign-in that comes at the same moment', async () => {
    const { id, phone, oneTimePassword } = await people.newStaff();
    const signIn = people.signIn(phone, oneTimePassword);
    const [, signedIn] = await Promise.all([manage('POST', `/${id}/deactivation`), signIn]);
    expect([201, 401]).toContain(signedIn.status);
    expect(await platform.em().count(Session, { accountId: id, endedAt: null })).toBe(0);
  });
});

describe('a reset password', () => {
  it('is a new one-time password, shown once; the old one, the sessions and the lock are gone', async () => {
    const { id, phone, authenticator, session } = await people.staff();
    for (let n = 0; n < 5; n++) await people.signIn(phone, 'Wrong-1234');
    expect((await people.signIn(phone, PASSWORD, authenticator.at(0))).status).toBe(423);

    const { status, body, headers } = await manage('POST', `/${id}/password-reset`);
    expect({ status, must: body.mustChangePassword }).toEqual({ status: 200, must: true });
    expect(headers.get('cache-control')).toBe('no-store');
    await isOver(session);
    expect((await people.signIn(phone, PASSWORD, authenticator.at(0))).body.code).toBe('accounts.credentials-wrong');
    const { body: limited } = await people.signIn(phone, body.oneTimePassword as string, authenticator.next());
    expect(limited).toMatchObject({ mustChangePassword: true, mustEnrolTotp: false, account: { roles: [] } });
    expect(await audited('reset-staff-password', id)).toBe(1);
    const stored = await platform.em().execute('select row_to_json(a)::text as row from accounts.account a');
    expect(JSON.stringify(stored)).not.toContain(body.oneTimePassword);
  });
});

describe('a reset authenticator', () => {
  it('ends the sessions, voids the codes, and has the next sign-in enrol another', async () => {
    const { id, phone, recoveryCodes, session } = await people.staff();
    const { status, body } = await manage('POST', `/${id}/totp-reset`);
    expect({ status, body }).toMatchObject({ status: 200, body: { totpEnrolled: false, mustChangePassword: false } });
    await isOver(session);
    const { body: limited } = await people.signIn(phone, PASSWORD, recoveryCodes[0]);
    expect(limited).toMatchObject({ mustChangePassword: false, mustEnrolTotp: true, account: { roles: [] } });
    expect(limited).not.toHaveProperty('recoveryCodesLeft');
    const { authenticator } = await people.enrol((limited as SignedIn).accessToken);
    expect((await people.signIn(phone, PASSWORD, recoveryCodes[1])).body.code).toBe('accounts.credentials-wrong');
    expect((await people.signIn(phone, PASSWORD, authenticator.next())).body.account.roles).toEqual(['province_admin']);
    expect(await audited('reset-staff-totp', id)).toBe(1);
  });

  it('is refused where there is none', async () => {
    const { id } = await people.newStaff();
    expect(refused(await manage('POST', `/${id}/totp-reset`))).toBe('409 accounts.totp-not-enrolled');
  });
});

describe('the list of staff', () => {
  it('is narrowed by role, base and status', async () => {
    const baseId = randomUUID();
    const { id: base } = await people.newStaff({
      roles: ['base_admin', 'province_admin'],
      baseIds: [randomUUID(), baseId],
    });
    const { id: auditor } = await people.newStaff({ roles: ['auditor'] });
    await manage('POST', `/${auditor}/deactivation`);
    const listed = async (query: string) =>
      ((await manage('GET', `?limit=100&${query}`)).body.items as { id: string }[]).map(({ id }) => id);

    expect(await listed(`baseId=${baseId}`)).toEqual([base]);
    expect(await listed(`baseId=${baseId.toUpperCase()}&role=province_admin`)).toEqual([base]);
    expect(await listed(`baseId=${baseId}&role=auditor`)).toEqual([]);
    expect(await listed('status=disabled&role=auditor')).toEqual([auditor]);
    expect(await listed('status=active')).not.toContain(auditor);
    expect(await listed('role=base_admin')).toContain(base);
    expect(refused(await manage('GET', '?role=trainee'))).toBe('422 request.invalid');
  });

  it('is read by the auditor, who changes nothing', async () => {
    const { id, version } = await people.newStaff();
    const token = platform.token({ roles: ['auditor'] });
    expect((await manage('GET', '', { token })).status).toBe(200);
    expect((await manage('GET', `/${id}`, { token })).body).toMatchObject({ id, version });
    const body = { name: '李明', roles: ['auditor'], baseIds: [] };

    const tried = [
      await manage('PUT', `/${id}`, { token, version, body }),
      ...(await Promise.all(STEPS.map((step) => manage('POST', `/${id}/${step}`, { token })))),
    ];
    expect(tried.map(refused)).toEqual(tried.map(() => '403 access.not-allowed'));
  });

  it('knows no trainee, whatever is asked of one', async () => {
    const { id } = await people.register();
    const body = { name: '李明', roles: ['auditor'], baseIds: [] };
    const tried = [
      await manage('GET', `/${id}`),
      await manage('PUT', `/${id}`, { version: 1, body }),
      ...(await Promise.all(STEPS.map((step) => manage('POST', `/${id}/${step}`)))),
    ];
    expect(tried.map(refused)).toEqual(tried.map(() => '404 accounts.staff-account-not-found'));
  });
});

const sessionOf = ({ accessToken }: SignedIn): string =>
  (JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }).sid;
