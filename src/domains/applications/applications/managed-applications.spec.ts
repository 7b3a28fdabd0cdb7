import { randomUUID } from 'node:crypto';
import { ApplicationsDesk, completeForm } from '../../../../test/support/applications-desk.js';
import { jpeg } from '../../../../test/support/made-files.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

const adminOf = (...baseIds: string[]) => {
  const id = randomUUID();
  const token = desk.platform.token({ id, roles: ['base_admin'], baseIds });
  return { id, get: (path: string) => desk.platform.call('GET', `/management/applications${path}`, { token }) };
};
const looks = (adminId: string) =>
  desk.rows<{ action: string; facts: object }>(
    'select action, facts from platform.audit_record where actor_id = ? order by occurred_at, action',
    [adminId],
  );

async function resubmitted() {
  const plan = await desk.plan();
  const trainee = await (await desk.trainee()).completes();
  const { id } = (await trainee.submits(plan)).body;
  const findings = [
    { pointer: '/contact/address', comment: '请写到门牌号' },
    { pointer: '/attachments/practising-certificate', comment: '请重新扫描' },
    { pointer: '/sendingUnit', comment: '请写全称' },
  ];
  await desk.decides(id, { outcome: 'returned', reason: '地址有误', findings });
  await trainee.saves({ contact: { ...completeForm.contact, address: '新地址' } });
  const [photo] = (await trainee.call('GET', '/attachments?kind=photo')).body.items;
  await trainee.call('DELETE', `/attachments/${photo.id}`);
  await trainee.uploads('photo', await jpeg(300, 420), '新照片.jpg');
  expect(await trainee.resubmits(id, plan)).toMatchObject({ status: 200 });
  return { id, plan, trainee, firstPhotoId: photo.id as string };
}

it('an administrator lists the applications of the own bases only, masked', async () => {
  const { id, plan } = await resubmitted();
  const other = await resubmitted();
  const admin = adminOf(plan.baseId);
  const { body } = await admin.get('');
  expect(body.items).toMatchObject([{ id, maskedName: '张*明', status: 'submitted', baseName: '示例培训基地' }]);
  expect(JSON.stringify(body)).not.toContain('张小明');
  expect((await admin.get(`?baseId=${other.plan.baseId}`)).body.items).toEqual([]);
  expect((await admin.get('?status=withdrawn')).body.items).toEqual([]);
  expect((await admin.get(`?planId=${plan.aggregateId}&status=submitted`)).body.items).toHaveLength(1);
  expect(await admin.get('?status=gone')).toMatchObject({ status: 422 });
  expect((await adminOf().get('')).body.items).toEqual([]);

  const province = desk.platform.token({ roles: ['province_admin'] });
  const all = await desk.platform.call('GET', '/management/applications?limit=1', { token: province });
  expect(all.body.items).toHaveLength(1);
  const next = `/management/applications?limit=100&cursor=${encodeURIComponent(all.body.nextCursor)}`;
  const rest = await desk.platform.call('GET', next, { token: province });
  const ids = [...all.body.items, ...rest.body.items].map((item: any) => item.id);
  expect(ids).toEqual(expect.arrayContaining([id, other.id]));
  expect(new Set(ids).size).toBe(ids.length);
});

it('what belongs to another base does not exist', async () => {
  const { id, firstPhotoId } = await resubmitted();
  const admin = adminOf(randomUUID());
  for (const path of [
    '',
    '/timeline',
    '/revisions',
    '/revisions/1',
    '/revisions/2/changes',
    `/attachments/${firstPhotoId}/content`,
    '/signature-pages',
  ]) {
    expect(await admin.get(`/${id}${path}`)).toMatchObject({
      status: 404,
      body: { code: 'applications.application-not-found' },
    });
  }
  expect(await looks(admin.id)).toEqual([]);
});

it('a trainee and a system administrator may not look', async () => {
  for (const role of ['trainee', 'system_admin', 'auditor'] as const) {
    const token = desk.platform.token({ roles: [role] });
    expect(await desk.platform.call('GET', '/management/applications', { token })).toMatchObject({ status: 403 });
  }
});

it('each look at whole personal data is shown as submitted, and audited without the data', async () => {
  const { id, plan } = await resubmitted();
  const admin = adminOf(plan.baseId);
  expect((await admin.get(`/${id}/revisions`)).body.items).toMatchObject([{ number: 2 }, { number: 1 }]);
  expect(await looks(admin.id)).toEqual([]);
  expect((await admin.get(`/${id}/revisions/1`)).body).toMatchObject({
    number: 1,
    applicant: { name: '张小明', idNumber: '450103199003071231', phone: '13812345678', email: 'someone@example.org' },
    contact: completeForm.contact,
    attachments: [{ kind: 'photo', fileName: '证件照.jpg' }, { kind: 'practising-certificate' }],
  });
  expect(await looks(admin.id)).toEqual([{ action: 'view-revision', facts: { number: 1 } }]);
  for (const number of ['3', '0', '99999999999']) {
    expect(await admin.get(`/${id}/revisions/${number}`)).toMatchObject({
      status: 404,
      body: { code: 'applications.revision-not-found' },
    });
  }
});

it('a reviewer sees what changed since the submission before', async () => {
  const { id, plan } = await resubmitted();
  const admin = adminOf(plan.baseId);
  const { body } = await admin.get(`/${id}/revisions/2/changes`);
  expect(body.comparedWith).toBe(1);
  expect(body.items).toEqual([
    { pointer: '/contact/address', before: completeForm.contact.address, after: '新地址' },
    { pointer: '/attachments/photo/0/fileName', before: '证件照.jpg', after: '新照片.jpg' },
    { pointer: '/attachments/photo/0/sha256', before: expect.any(String), after: expect.any(String) },
  ]);
  // beside what was asked for, and whether that was done
  expect(body.findings).toEqual([
    { pointer: '/contact/address', comment: '请写到门牌号', mended: true },
    { pointer: '/attachments/practising-certificate', comment: '请重新扫描', mended: false },
    { pointer: '/sendingUnit', comment: '请写全称', mended: null },
  ]);
  expect((await admin.get(`/${id}/revisions/1/changes`)).body).toEqual({
    ...{ comparedWith: null, items: [], files: [], findings: [] },
  });
});

it('a file that its owner deleted is still read by who reviews it', async () => {
  const { id, plan, firstPhotoId } = await resubmitted();
  const admin = adminOf(plan.baseId);
  const { status, body } = await admin.get(`/${id}/attachments/${firstPhotoId}/content`);
  expect(status).toBe(200);
  const { pathname, search } = new URL(body.url);
  expect((await fetch(`${desk.platform.url}${pathname}${search}`)).status).toBe(200);
  expect(await looks(admin.id)).toEqual([{ action: 'view-attachment', facts: { attachmentId: firstPhotoId } }]);
  expect(await admin.get(`/${id}/attachments/${randomUUID()}/content`)).toMatchObject({ status: 404 });
});

it('pages are seen by who reviews them only once they were submitted', async () => {
  const { id, plan, trainee } = await resubmitted();
  await desk.decides(id, { outcome: 'passed', revision: 2 });
  await trainee.uploadsPage(id);
  const admin = adminOf(plan.baseId);
  expect((await admin.get(`/${id}/signature-pages`)).body.items).toEqual([]);
  await trainee.submitsPages(id);
  expect((await admin.get(`/${id}/signature-pages`)).body.items).toMatchObject([
    { submission: 1, content: { url: expect.any(String) } },
  ]);
});
