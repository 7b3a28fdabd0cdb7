import { randomUUID } from 'node:crypto';
import {
  ApplicationsDesk,
  completeForm,
  confirmation,
  DeskTrainee,
} from '../../../../test/support/applications-desk.js';
import { jpeg } from '../../../../test/support/made-files.js';
import { TEST_NOW } from '../../../../test/support/platform.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

const DAY = 24 * 3600 * 1000;
const at = (days: number) => new Date(TEST_NOW.getTime() + days * DAY).toISOString();
type DeskPlan = Awaited<ReturnType<ApplicationsDesk['plan']>>;

const preview = async (trainee: DeskTrainee, { aggregateId: planId }: DeskPlan) =>
  (await trainee.call('POST', '/applications/preview', { planId })).body;
const submit = (trainee: DeskTrainee, { aggregateId: planId }: DeskPlan, previewDigest?: string) =>
  trainee.call('POST', '/applications', { planId, ...confirmation, previewDigest });
const codes = (refusals: { code: string }[]) => refusals.map(({ code }) => code);

/** With an application of the batch that was returned from first review. */
async function returned(findings: { pointer: string; comment: string }[] = []) {
  const plan = await desk.plan();
  const trainee = await (await desk.trainee()).completes();
  const { id } = (await trainee.submits(plan)).body;
  await desk.decides(id, { outcome: 'returned', reason: '请补正', findings });
  return { trainee, plan, id: id as string };
}

describe('a preview', () => {
  it('shows exactly what the submission freezes, and that it would be accepted', async () => {
    const plan = await desk.plan();
    const trainee = await (await desk.trainee()).completes();
    const seen = await preview(trainee, plan);
    expect(seen).toMatchObject({
      ...{ acceptable: true, refusals: [], comparedWith: null, changes: [], sendingUnit: null, phone: '13812345678' },
      ...{ planId: plan.aggregateId, baseName: plan.baseName, closesAt: plan.closesAt },
      identity: { name: '张小明', maskedIdNumber: '450103********1231' },
    });

    const { status, body } = await submit(trainee, plan, seen.previewDigest);
    expect(status).toBe(201);
    const frozen = (await trainee.call('GET', `/applications/${body.id}/revisions/1`)).body;
    for (const section of ['basic', 'contact', 'education', 'work', 'training', 'statement', 'attachments']) {
      expect(seen[section]).toEqual(frozen[section]);
    }
  });

  it('changes nothing and shows at each call what is there then', async () => {
    const plan = await desk.plan();
    const trainee = await desk.trainee();
    const headers = { 'idempotency-key': randomUUID() };
    const call = () => trainee.call('POST', '/applications/preview', { planId: plan.aggregateId }, headers);
    expect((await call()).body).toMatchObject({ acceptable: false });
    await trainee.completes();
    expect((await call()).body).toMatchObject({ acceptable: true });
    expect((await trainee.call('GET', '/applications')).body.items).toEqual([]);
  });

  it('is refused by a plan that nobody announced, of a resubmission too', async () => {
    const { trainee, id } = await returned();
    for (const path of ['/applications/preview', `/applications/${id}/resubmission/preview`]) {
      const { status, body } = await trainee.call('POST', path, { planId: randomUUID() });
      expect({ status, body }).toMatchObject({ status: 404, body: { code: 'applications.plan-not-found' } });
    }
  });
});

describe('all reasons are told at once', () => {
  it('by the preview and by the submission alike, each with what belongs to it', async () => {
    const { batchId, ...first } = await desk.plan();
    const trainee = await (await desk.trainee()).completes();
    const { id } = (await trainee.submits(first)).body;
    await trainee.saves({ contact: {} });
    const closed = await desk.plan({ batchId, closesAt: at(-1), baseSuspended: true, status: 'closed' });

    const expected = [
      { code: 'applications.plan-not-published', status: 409, title: '该招录计划当前不接受报名' },
      { code: 'applications.base-suspended', status: 409 },
      { code: 'applications.batch-closed', status: 409, closesAt: at(-1) },
      { code: 'applications.already-applied', status: 409, applicationId: id },
      {
        code: 'applications.not-complete',
        status: 422,
        errors: expect.arrayContaining([{ pointer: '/contact/address', code: 'required', detail: '必填' }]),
      },
    ];
    expect(await preview(trainee, closed)).toMatchObject({ acceptable: false, refusals: expected });
    const { status, body } = await submit(trainee, closed, 'of another day');
    expect({ status, body }).toMatchObject({
      status: 409,
      body: {
        code: 'applications.plan-not-published',
        refusals: [...expected, { code: 'applications.changed-since-preview', status: 409 }],
      },
    });
  });

  it('of a resubmission, too', async () => {
    const { trainee, id } = await returned();
    const elsewhere = await desk.plan({ baseSuspended: true, closesAt: at(-8) });
    const expected = ['applications.plan-of-another-batch', 'applications.base-suspended', 'applications.batch-closed'];
    const body = { planId: elsewhere.aggregateId };
    const seen = await trainee.call('POST', `/applications/${id}/resubmission/preview`, body);
    expect(codes(seen.body.refusals)).toEqual(expected);
    const refused = await trainee.resubmits(id, elsewhere);
    expect(codes(refused.body.refusals)).toEqual(expected);
    await trainee.call('POST', `/applications/${id}/withdrawal`, {});
    const later = await trainee.resubmits(id, elsewhere);
    expect(codes(later.body.refusals)).toEqual(['lifecycle.step-not-allowed', ...expected]);
  });
});

it('a preview waits for the account, as a submission does', async () => {
  const { aggregateId: planId } = await desk.plan();
  const answer = await new DeskTrainee(desk, randomUUID()).call('POST', '/applications/preview', { planId });
  expect(answer).toMatchObject({ status: 503, body: { code: 'applications.account-not-ready' } });
});

describe('a submission that names its preview', () => {
  it.each([
    ['the form', (trainee: DeskTrainee) => trainee.saves({ contact: { ...completeForm.contact, address: '新地址' } })],
    ['a file', async (trainee: DeskTrainee) => trainee.uploads('other', await jpeg(300, 420), '补充.jpg')],
  ])('is refused once another device has changed %s', async (_, change) => {
    const plan = await desk.plan();
    const trainee = await (await desk.trainee()).completes();
    const { previewDigest } = await preview(trainee, plan);
    await change(trainee);
    const { status, body } = await submit(trainee, plan, previewDigest);
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'applications.changed-since-preview' } });
    expect((await trainee.call('GET', '/applications')).body.items).toEqual([]);
    const { previewDigest: now } = await preview(trainee, plan);
    expect(await submit(trainee, plan, now)).toMatchObject({ status: 201 });
  });

  it('is refused once the requirements of the specialty have changed', async () => {
    const plan = await desk.plan();
    const trainee = await (await desk.trainee()).completes();
    const { previewDigest } = await preview(trainee, plan);
    await desk.plan({ ...plan, aggregateVersion: 2, requirementsVersion: 2 });
    expect((await submit(trainee, plan, previewDigest)).body).toMatchObject({
      code: 'applications.changed-since-preview',
    });
  });
});

describe('after a return', () => {
  it('a resubmission that names its preview is refused once something has changed', async () => {
    const { trainee, plan, id } = await returned();
    const { body: seen } = await trainee.call('POST', `/applications/${id}/resubmission/preview`, {
      planId: plan.aggregateId,
    });
    await trainee.saves({ contact: { ...completeForm.contact, address: '另一台设备上的地址' } });
    const body = { planId: plan.aggregateId, ...confirmation, previewDigest: seen.previewDigest };
    expect(await trainee.call('POST', `/applications/${id}/resubmission`, body)).toMatchObject({
      status: 409,
      body: { code: 'applications.changed-since-preview' },
    });
    expect(await trainee.application(id)).toMatchObject({ status: 'first_review_returned', revision: 1 });
  });

  it('the preview carries over what was given and tells what changed since', async () => {
    const { trainee, plan, id } = await returned();
    await trainee.saves({ contact: { ...completeForm.contact, address: '新地址' } });
    const { body } = await trainee.call('POST', `/applications/${id}/resubmission/preview`, {
      planId: plan.aggregateId,
    });
    expect(body).toMatchObject({
      ...{ acceptable: true, comparedWith: 1, ...confirmation },
      changes: [{ pointer: '/contact/address', before: completeForm.contact.address, after: '新地址' }],
    });
  });

  it('findings are ticked off as what they name is mended', async () => {
    const findings = [
      { pointer: '/contact/address', comment: '请写到门牌号' },
      { pointer: '/attachments/photo', comment: '请换一张' },
      { pointer: '/sendingUnit', comment: '请写全称' },
    ];
    const { trainee, id } = await returned(findings);
    const mended = async () => (await trainee.application(id)).findings.map((finding: any) => finding.mended);
    expect(await mended()).toEqual([false, false, null]);
    await trainee.saves({ contact: { ...completeForm.contact, address: '新地址 1 号' } });
    expect(await mended()).toEqual([true, false, null]);
    const [photo] = (await trainee.call('GET', '/attachments?kind=photo')).body.items;
    await trainee.call('DELETE', `/attachments/${photo.id}`);
    await trainee.uploads('photo', await jpeg(310, 430), '新照片.jpg');
    expect(await mended()).toEqual([true, true, null]);
    await trainee.saves({ contact: completeForm.contact });
    expect(await mended()).toEqual([false, true, null]);
  });

  it('from second review they are once new pages were uploaded', async () => {
    const plan = await desk.plan();
    const trainee = await (await desk.trainee()).completes();
    const { id } = (await trainee.submits(plan)).body;
    await desk.decides(id, { outcome: 'passed' });
    await trainee.uploadsPage(id);
    await trainee.submitsPages(id);
    const findings = [{ pointer: '/signaturePages/0', comment: '缺少单位公章' }];
    const second = { stage: 'second', outcome: 'returned', submission: 1, reason: '缺少公章', findings } as const;
    await desk.decides(id, second);
    expect((await trainee.application(id)).findings).toMatchObject([{ mended: false }]);
    await trainee.uploadsPage(id);
    expect((await trainee.application(id)).findings).toMatchObject([{ mended: true }]);
  });

  it('a trainee reads what was submitted and what changed between any two, a stranger nothing', async () => {
    const { trainee, plan, id } = await returned();
    for (const address of ['第二次的地址', '第三次的地址']) {
      await trainee.saves({ contact: { ...completeForm.contact, address } });
      await trainee.resubmits(id, plan);
      const { revision } = await trainee.application(id);
      await desk.decides(id, { outcome: 'returned', reason: '请补正', revision });
    }
    const get = async (path: string) => (await trainee.call('GET', `/applications/${id}/revisions${path}`)).body;
    expect(await get('/9')).toMatchObject({ code: 'applications.revision-not-found' });
    expect((await get('')).items.map(({ number }: any) => number)).toEqual([3, 2, 1]);
    expect(await get('/3/changes')).toMatchObject({ comparedWith: 2, items: [{ before: '第二次的地址' }], files: [] });
    expect(await get('/3/changes?since=1')).toMatchObject({
      comparedWith: 1,
      items: [{ pointer: '/contact/address', before: completeForm.contact.address, after: '第三次的地址' }],
    });
    expect(await get('/1/changes?since=3')).toMatchObject({ comparedWith: 3, items: [{ before: '第三次的地址' }] });
    expect(await get('/3/changes?since=9')).toMatchObject({ code: 'applications.revision-not-found' });
    expect(await get('/3/changes?since=0')).toMatchObject({ code: 'request.invalid' });
    const looks = await desk.rows('select facts from platform.audit_record where actor_id = ? and action = ?', [
      trainee.id,
      'compare-revisions',
    ]);
    expect(looks).toContainEqual({ facts: { number: 3, since: 1 } });

    const stranger = await desk.trainee('李四', '450103199003071258');
    for (const path of ['', '/1', '/3/changes']) {
      const answer = await stranger.call('GET', `/applications/${id}/revisions${path}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'applications.application-not-found' } });
    }
  });
});
