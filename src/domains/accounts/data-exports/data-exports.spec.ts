import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { AccountCallers } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { readZip } from '../../../../test/support/read-zip.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import type { EventClass } from '../../../platform/events/domain-event.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import type { OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { withScope } from '../../../platform/scope/request-scope.js';
import { ApplicationsDataExported } from '../../applications/contracts/index.js';
import { ExamsDataExported } from '../../exams/contracts/index.js';
import { NotificationsDataExported } from '../../notifications/contracts/index.js';
import { PublicityDataExported } from '../../publicity/contracts/index.js';
import { RecruitmentDataExported } from '../../recruitment/contracts/index.js';
import { ReviewDataExported } from '../../review/contracts/index.js';
import type { OwnDataExported } from '../contracts/index.js';
import { AssembleDataExport } from './assemble-data-export.js';
import { DataExport, DataExportPart } from './data-export.entity.js';
import { SweepDataExports } from './sweep-data-exports.js';

const HOUR = 3600;
const answers: Readonly<Record<string, EventClass<OwnDataExported>>> = {
  recruitment: RecruitmentDataExported,
  applications: ApplicationsDataExported,
  review: ReviewDataExported,
  publicity: PublicityDataExported,
  exams: ExamsDataExported,
  notifications: NotificationsDataExported,
};
const others = Object.keys(answers);

let platform: TestPlatform;
let people: AccountCallers;
let objects: ObjectStore;
let parts: OwnDataParts;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
  objects = platform.platform.app.get(ObjectStore, { strict: false });
  parts = platform.platform.app.get(OwnDataParts, { strict: false });
});
beforeEach(() => platform.clock.advance(61));
afterAll(() => platform.stop());

/** A trainee, by an account and a token that is signed anew at each call. */
async function trainee() {
  const person = await people.register({ email: 'ming@example.org' });
  const call = (method: string, path: string, headers?: Record<string, string>) =>
    platform.call(method, path, { token: platform.token({ id: person.id, roles: ['trainee'] }), headers });
  const requests = (headers?: Record<string, string>) => call('POST', '/account/data-exports', headers);
  return { ...person, requests, looks: () => call('GET', '/account/data-export') };
}

type Trainee = Awaited<ReturnType<typeof trainee>>;

const emptyPart: OwnDataPart = { explained: { nothing: '没有' }, data: { nothing: [] }, files: [] };

/** A domain that does not run here answers as it would. */
async function answer(domain: string, exportId: string, accountId: string, part = emptyPart): Promise<void> {
  const event = answers[domain] as EventClass<OwnDataExported>;
  await platform.publish(event, {
    aggregateId: exportId,
    aggregateVersion: 1,
    occurredAt: platform.clock.now().toISOString(),
    accountId,
    partKey: await parts.write(exportId, domain, part),
    ...(domain === 'applications' && { applicationIds: [] }),
  });
}

const settled = () =>
  eventually('every answer is dealt with', async () => {
    const waiting = await platform.em().execute('select 1 from graphile_worker.jobs where attempts < max_attempts');
    expect(waiting).toEqual([]);
  });

/** An export that is ready. */
async function exported(by: Trainee, part?: OwnDataPart): Promise<any> {
  const { body } = await by.requests();
  for (const domain of others) await answer(domain, body.id, by.id, domain === 'exams' ? part : undefined);
  await settled();
  return (await by.looks()).body;
}

async function download({ url }: { url: string }): Promise<Buffer> {
  const { pathname, search } = new URL(url);
  const response = await fetch(`${platform.url}${pathname}${search}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; .*%E4%B8%AA%E4%BA%BA/);
  return Buffer.from(await response.arrayBuffer());
}

async function keysUnder(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of objects.list(prefix)) keys.push(key);
  return keys;
}

const sweep = () => platform.platform.app.get(SweepDataExports).run(platform.em());
const events = (name: string, aggregateId: string) => platform.em().count(OutboxMessage, { name, aggregateId });

describe('an export of own data', () => {
  it('is made once every domain has answered, and is downloaded by a link of five minutes', async () => {
    const ming = await trainee();
    expect(await ming.looks()).toMatchObject({ status: 404, body: { code: 'accounts.data-export-not-found' } });
    const { status, body } = await ming.requests();
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'collecting', link: null, readyAt: null });

    await objects.put('exams/photos/one', Readable.from([Buffer.from('a photo')]), { mediaType: 'image/jpeg' });
    const photo = { path: 'files/exams/photos/01-照片.jpg', objectKey: 'exams/photos/one' };
    const gone = { path: 'files/exams/photos/02-照片.jpg', objectKey: 'exams/photos/gone' };
    for (const domain of others.slice(1)) {
      const files = domain === 'exams' ? [photo, gone] : [];
      await answer(domain, body.id, ming.id, { ...emptyPart, files });
    }
    await settled();
    const collecting = (await ming.looks()).body;
    expect(collecting.status).toBe('collecting');
    expect(collecting.parts.filter(({ ready }: any) => !ready)).toEqual([
      { domain: 'recruitment', title: '招录', ready: false },
    ]);

    await answer('recruitment', body.id, ming.id);
    await settled();
    const { body: ready } = await ming.looks();
    expect(ready).toMatchObject({ id: body.id, status: 'ready', expiresAt: '2026-11-30T02:01:01.000Z' });
    expect(Date.parse(ready.link.expiresAt) - platform.clock.now().getTime()).toBe(300_000);
    const archive = await download(ready.link);
    expect(archive.length).toBe(ready.size);
    const files = readZip(archive);
    expect([...files.keys()].sort()).toEqual(
      ['README.txt', 'files.json', photo.path, 'accounts.json', ...others.map((domain) => `${domain}.json`)].sort(),
    );
    expect(files.get(photo.path)?.toString()).toBe('a photo');
    expect(JSON.parse(String(files.get('files.json')))).toContainEqual({ path: gone.path, size: null, sha256: null });
    expect(String(files.get('README.txt'))).toContain(`下列文件在导出时已被删除：\n  ${gone.path}`);

    const { account } = JSON.parse(String(files.get('accounts.json')));
    expect(account).toMatchObject({ id: ming.id, phone: ming.phone, idNumber: ming.idNumber, name: '张小明' });
    expect(await keysUnder(`own-data/${body.id}`)).toEqual([]);
    expect(await events('accounts.data-export-ready', body.id)).toBe(1);
    const actions = await platform.em().find(AuditRecord, { subjectId: body.id }, { orderBy: { occurredAt: 'asc' } });
    expect(new Set(actions.map(({ action }) => action))).toEqual(
      new Set(['request-data-export', 'complete-data-export', 'link-data-export']),
    );
  });

  it('tells the trail of the account, of others only their roles', async () => {
    const ming = await trainee();
    platform.clock.advance(1);
    await people.signIn(ming.phone);
    platform.clock.advance(1);
    const deed = { id: randomUUID(), roles: ['province_admin'] } as const;
    const desk = { traceId: 'a-look', language: 'zh', ip: '10.9.8.7', userAgent: 'the browser of an office' } as const;
    await withScope(desk, () =>
      platform.em().transactional((em) => {
        const subject = { subjectType: 'account', subjectId: ming.id, at: platform.clock.now() };
        return Promise.resolve(
          recordAudit(em, deed, { action: 'look-at-account', ...subject, facts: { by: deed.id } }),
        );
      }),
    );
    platform.clock.advance(1);
    const ready = await exported(ming);
    const files = readZip(await download(ready.link));
    const { auditTrail, sessions } = JSON.parse(String(files.get('accounts.json')));
    expect(auditTrail.map(({ action, own }: any) => `${action} ${own}`)).toEqual([
      'register true',
      'sign-in true',
      'look-at-account false',
      'request-data-export true',
    ]);
    expect(auditTrail[1].ip).toBe('127.0.0.1');
    expect(auditTrail[2]).toMatchObject({ actorRoles: 'province_admin', ip: null, userAgent: null });
    expect(String(files.get('accounts.json'))).not.toContain(deed.id);
    expect(sessions).toHaveLength(1);
  });

  it('is refused while one is under way and for a day after it, and given again after one that failed', async () => {
    const ming = await trainee();
    const both = await Promise.all([ming.requests(), ming.requests()]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('accounts.data-export-under-way');

    await settled();
    platform.clock.advance(12 * HOUR - 1);
    await sweep();
    expect((await ming.looks()).body.status).toBe('collecting');
    platform.clock.advance(1);
    await sweep();
    const { body: failed } = await ming.looks();
    expect(failed).toMatchObject({ status: 'failed', link: null });
    expect(failed.parts.filter(({ ready }: any) => ready)).toEqual([
      { domain: 'accounts', title: '账号', ready: true },
    ]);
    expect(await keysUnder(`own-data/${failed.id}`)).toEqual([]);
    expect(await events('accounts.data-export-failed', failed.id)).toBe(1);

    const again = await exported(ming);
    expect(again.status).toBe('ready');
    const tooSoon = await ming.requests();
    expect(tooSoon).toMatchObject({ status: 429, body: { code: 'accounts.data-export-too-soon' } });
    expect(Number(tooSoon.headers.get('retry-after'))).toBe(24 * HOUR);
    platform.clock.advance(24 * HOUR);
    expect((await ming.requests()).status).toBe(202);
  });

  it('leaves one under way of many requests at once, and answers a repeated key alike', async () => {
    const ming = await trainee();
    const rush = await Promise.all(Array.from({ length: 30 }, () => ming.requests()));
    expect(rush.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(rush.filter(({ status }) => status === 409)).toHaveLength(29);
    const hong = await trainee();
    const headers = { 'idempotency-key': 'export-once' };
    const first = await hong.requests(headers);
    expect(await hong.requests(headers)).toMatchObject({ status: 202, body: first.body });
    expect(await platform.em().count(DataExport, { accountId: ming.id })).toBe(1);
  });

  it('is deleted after seven days', async () => {
    const ming = await trainee();
    const { id } = await exported(ming);
    const { objectKey } = await platform.em().findOneOrFail(DataExport, { id });
    await sweep();
    expect(await keysUnder(objectKey)).toEqual([objectKey]);
    platform.clock.advance(7 * 24 * HOUR);
    expect((await ming.looks()).body).toMatchObject({ status: 'expired', link: null });
    await sweep();
    expect((await ming.looks()).body).toMatchObject({ status: 'expired', link: null });
    expect(await keysUnder(objectKey)).toEqual([]);
  });

  it('throws away an answer that comes too late or twice', async () => {
    const ming = await trainee();
    const { id } = await exported(ming);
    await answer('review', id, ming.id);
    await settled();
    expect(await keysUnder(`own-data/${id}`)).toEqual([]);
    expect(await platform.em().count(DataExportPart, { exportId: id })).toBe(7);
    expect(await events('accounts.data-export-ready', id)).toBe(1);
  });

  it('is made once more from the beginning when the process died in the middle', async () => {
    const ming = await trainee();
    const { body } = await ming.requests();
    // dies after the ZIP file was put and noted, before the parts were removed
    const dying = jest.spyOn(objects, 'remove').mockRejectedValue(new Error('the process died'));
    for (const domain of others) await answer(domain, body.id, ming.id);
    await eventually('it is ready', async () => expect((await ming.looks()).body.status).toBe('ready'));
    await eventually('the job has died', () => expect(dying).toHaveBeenCalled());
    dying.mockRestore();
    await platform.platform.app.get(AssembleDataExport).run(platform.em(), { exportId: body.id });
    await sweep();
    expect(await keysUnder(`own-data/${body.id}`)).toEqual([]);
    expect(readZip(await download((await ming.looks()).body.link)).size).toBe(9);
    expect(await events('accounts.data-export-ready', body.id)).toBe(1);
  });

  it('is removed when its row is not there: what a crash left is swept, what is wanted is not', async () => {
    const ming = await trainee();
    const { body } = await ming.requests();
    await settled();
    const stray = Readable.from([Buffer.from('stray')]);
    await objects.put('accounts/data-exports/stray', stray, { mediaType: 'application/zip' });
    await parts.write('00000000-0000-4000-8000-000000000000', 'review', emptyPart);
    await sweep();
    expect(await keysUnder('accounts/data-exports/stray')).toEqual([]);
    expect(await keysUnder('own-data/00000000')).toEqual([]);
    expect(await keysUnder(`own-data/${body.id}`)).toHaveLength(1);
  });

  it('is the trainee’s alone', async () => {
    const [ming, hong] = [await trainee(), await trainee()];
    await exported(ming);
    expect((await hong.looks()).status).toBe(404);
    for (const role of ['base_admin', 'province_admin', 'system_admin', 'auditor'] as const) {
      const asked = { token: platform.token({ id: ming.id, roles: [role] }) };
      expect((await platform.call('GET', '/account/data-export', asked)).status).toBe(403);
      expect((await platform.call('POST', '/account/data-exports', asked)).status).toBe(403);
    }
  });

  it('lies sealed in the store until it is put together', async () => {
    const ming = await trainee();
    const { body } = await ming.requests();
    await settled();
    const [key = ''] = await keysUnder(`own-data/${body.id}`);
    expect((await objects.getBuffer(key)).toString()).not.toContain(ming.phone);
    expect((await parts.read(key)).data.account).toMatchObject({ phone: ming.phone });
  });
});
