import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountCallers, PASSWORD } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import type { EventClass } from '../../../platform/events/domain-event.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import {
  type ApplicationStatus,
  ApplicationsDataErased,
  ApplicationStatusChanged,
} from '../../applications/contracts/index.js';
import { ExamsDataErased } from '../../exams/contracts/index.js';
import { NotificationsDataErased } from '../../notifications/contracts/index.js';
import { PublicityDataErased } from '../../publicity/contracts/index.js';
import { RecruitmentDataErased } from '../../recruitment/contracts/index.js';
import { ReviewDataErased } from '../../review/contracts/index.js';
import type { OwnDataErased } from '../contracts/index.js';
import { Account } from '../account.entity.js';
import { ErasureRequest } from './erasure-request.entity.js';

const answers: readonly EventClass<OwnDataErased>[] = [
  ...[NotificationsDataErased, ExamsDataErased, PublicityDataErased, ReviewDataErased],
  ...[ApplicationsDataErased, RecruitmentDataErased],
];

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts', { DATABASE_POOL_SIZE: '16' });
  people = new AccountCallers(platform);
});
beforeEach(() => platform.clock.advance(61));
afterAll(() => platform.stop());

async function trainee() {
  const person = await people.register({ email: 'ming@example.org' });
  const call = (method: string, path: string, body?: object) =>
    platform.call(method, path, { token: platform.token({ id: person.id, roles: ['trainee'] }), body });
  const path = '/account/erasure-requests';
  return {
    ...person,
    call,
    asks: (given: object = {}) => call('POST', path, { password: PASSWORD, reason: '不再参加培训', ...given }),
    cancels: (id: string) => call('POST', `${path}/${id}/cancellation`),
    own: () => call('GET', path),
  };
}

const byProvince = (method: string, path: string, body?: object) =>
  platform.call(method, `/management/erasure-requests${path}`, {
    token: platform.token({ roles: ['province_admin'] }),
    body,
  });
const approves = (id: string) => byProvince('POST', `/${id}/approval`);
const refuses = (id: string, reason = '请先办结异议') => byProvince('POST', `/${id}/refusal`, { reason });
const sees = async (id: string) => (await byProvince('GET', `/${id}`)).body;

const fact = (aggregateId: string, aggregateVersion = 1) => ({
  aggregateId,
  aggregateVersion,
  occurredAt: platform.clock.now().toISOString(),
});

/** A domain that does not run here answers as it would. */
async function answer(event: EventClass<OwnDataErased>, requestId: string, accountId: string): Promise<void> {
  const named = event === ApplicationsDataErased && { applicationIds: [], graduatedIds: [] };
  await platform.publish(event, { ...fact(requestId), accountId, ...named });
}

const settled = () =>
  eventually('every message is dealt with', async () => {
    const jobs = 'select task_identifier, last_error from graphile_worker.jobs where attempts < max_attempts';
    const waiting = await platform.em().execute(jobs);
    expect(waiting).toEqual([]);
  });

/** What `applications` would tell of a step. */
async function applicationStands(traineeId: string, id: string, to: ApplicationStatus, version: number): Promise<void> {
  const [planId, baseId, batchId] = [randomUUID(), randomUUID(), randomUUID()];
  await platform.publish(ApplicationStatusChanged, {
    ...fact(id, version),
    ...{ traineeId, planId, baseId, batchId, specialty: 'nursing', revision: 1, sendingUnit: '示例医院' },
    applicantName: platform.encryption.seal('name', '张小明'),
    maskedApplicantName: '张*明',
    ...{ action: 'submit', from: null, to, previousPlanId: null, reason: null, photoKey: null },
    idNumber: platform.encryption.seal('id-number', '450103199001011234'),
  });
}

describe('a request for erasure', () => {
  it('wants the password, and leaves nothing behind without it', async () => {
    const someone = await trainee();
    const { status, body } = await someone.asks({ password: 'Wrong-1234' });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'accounts.current-password-wrong' });
    expect((await someone.own()).body.items).toEqual([]);
  });

  it('is shown to the province without a whole name, with its reason to who looks, which is audited', async () => {
    const someone = await trainee();
    const { status, body } = await someone.asks();
    expect({ status, body }).toMatchObject({ status: 201, body: { status: 'pending', availableActions: ['cancel'] } });
    const list = await byProvince('GET', '?status=pending&limit=100');
    const [listed] = list.body.items.filter(({ id }: { id: string }) => id === body.id);
    expect(listed).toMatchObject({ maskedName: '张*明', availableActions: ['approve', 'refuse'] });
    expect(JSON.stringify(listed)).not.toContain('不再参加培训');
    expect(await sees(body.id)).toMatchObject({ reason: '不再参加培训', answers: [] });
    const looks = { action: 'view-erasure-request', subjectId: body.id };
    expect(await platform.em().count(AuditRecord, looks)).toBe(1);
  });

  it('is cancelled by whoever made it and nobody else, until it is decided; another one may follow', async () => {
    const [someone, other] = [await trainee(), await trainee()];
    const { body: first } = await someone.asks();
    expect((await other.cancels(first.id)).body.code).toBe('accounts.erasure-request-not-found');
    expect((await someone.cancels(first.id)).body).toMatchObject({ status: 'cancelled', availableActions: [] });
    expect((await approves(first.id)).body.code).toBe('lifecycle.step-not-allowed');
    const { body: second } = await someone.asks();
    expect((await refuses(second.id)).body).toMatchObject({ status: 'refused', refusal: '请先办结异议' });
    expect((await someone.cancels(second.id)).body.code).toBe('lifecycle.step-not-allowed');
    expect((await someone.own()).body.items).toHaveLength(2);
  });

  it('waits once, however many are made at a time', async () => {
    const someone = await trainee();
    const made = await Promise.all(Array.from({ length: 4 }, () => someone.asks()));
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const refused = made.filter(({ status }) => status === 409).map(({ body }) => body.code);
    expect(new Set(refused)).toEqual(new Set(['accounts.erasure-already-requested']));
    expect(await platform.em().count(ErasureRequest, { accountId: someone.id })).toBe(1);
  });

  it('is decided once, whoever decides at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      platform.clock.advance(61);
      const someone = await trainee();
      const { body } = await someone.asks();
      const decided = await Promise.all([
        approves(body.id),
        refuses(body.id),
        someone.cancels(body.id),
        approves(body.id),
      ]);
      expect(decided.filter(({ status }) => status === 200)).toHaveLength(1);
      const { status } = await platform.em().findOneOrFail(ErasureRequest, { id: body.id });
      const account = await platform.em().findOneOrFail(Account, { id: someone.id });
      expect(account.erasedAt !== null).toBe(status === 'approved');
    }
  });
});

describe('an approval', () => {
  it('is refused while an application is under way, whatever order its steps are told in', async () => {
    const someone = await trainee();
    const { body } = await someone.asks();
    const [over, underWay] = [randomUUID(), randomUUID()];
    await applicationStands(someone.id, over, 'withdrawn', 2);
    await applicationStands(someone.id, over, 'submitted', 1);
    await applicationStands(someone.id, underWay, 'publicized', 7);
    await settled();
    expect((await approves(body.id)).body.code).toBe('accounts.erasure-while-applying');
    expect((await sees(body.id)).status).toBe('pending');
    await applicationStands(someone.id, underWay, 'not_admitted', 8);
    await settled();
    expect((await approves(body.id)).body.status).toBe('approved');
  });

  it('ends every session at once, and frees phone and ID number', async () => {
    const someone = await trainee();
    const { body: session } = await people.signIn(someone.phone);
    await people.signIn(someone.idNumber, 'Wrong-1234');
    await platform.call('POST', '/account/phone-changes', {
      token: session.accessToken,
      body: { phone: '13900001111', password: PASSWORD },
    });
    const { body } = await someone.asks();
    await approves(body.id);
    expect((await platform.call('GET', '/account', { token: session.accessToken })).status).toBe(401);
    const refreshed = await platform.call('POST', '/sessions/refresh', {
      body: { refreshToken: session.refreshToken },
    });
    expect(refreshed.status).toBe(401);
    for (const identifier of [someone.phone, someone.idNumber]) {
      expect((await people.signIn(identifier)).body.code).toBe('accounts.credentials-wrong');
    }
    for (const table of ['session', 'contact_change', 'failed_sign_in']) {
      const column = table === 'failed_sign_in' ? 'subject' : 'account_id';
      expect(await platform.em().execute(`select 1 from accounts.${table} where ${column} = ?`, [someone.id])).toEqual(
        [],
      );
    }
    platform.clock.advance(61);
    expect((await people.register({ phone: someone.phone, idNumber: someone.idNumber })).id).not.toBe(someone.id);
  });
});

describe('an erasure', () => {
  it('is complete with the last answer, whatever order they come in and however often, and then names no phone', async () => {
    const someone = await trainee();
    const { body } = await someone.asks();
    await approves(body.id);
    const told = () =>
      platform.em().findOneOrFail(OutboxMessage, { name: 'accounts.erasure-approved', aggregateId: body.id });
    expect(platform.encryption.open('phone', (await told()).payload['phone' as never])).toBe(someone.phone);
    for (const event of answers.slice(1)) await answer(event, body.id, someone.id);
    await answer(RecruitmentDataErased, body.id, someone.id);
    await settled();
    const { status, answers: views } = await sees(body.id);
    expect(status).toBe('approved');
    const missing = views.filter(({ answeredAt }: { answeredAt: string | null }) => answeredAt === null);
    expect(missing.map(({ domain }: { domain: string }) => domain)).toEqual(['notifications']);

    await answer(NotificationsDataErased, body.id, someone.id);
    await eventually('it is complete', async () => expect((await sees(body.id)).status).toBe('completed'));
    expect((await told()).payload).toMatchObject({ phone: '', email: '', accountId: someone.id });
    await answer(ReviewDataErased, body.id, someone.id);
    await settled();
    const dead = await platform.em().execute('select last_error from graphile_worker.jobs');
    expect(dead).toEqual([]);
    expect(await platform.em().count(AuditRecord, { action: 'complete-erasure', subjectId: body.id })).toBe(1);
  });
});
