import { randomUUID } from 'node:crypto';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { aBatch, ifMatch, planTerms, RecruitmentDesk, refused } from '../../../../test/support/recruitment-desk.js';

describe('plans', () => {
  let platform: TestPlatform;
  let desk: RecruitmentDesk;

  beforeAll(async () => {
    platform = await startTestPlatform('recruitment');
  });
  beforeEach(() => {
    platform.clock.fixAt(TEST_NOW);
    desk = new RecruitmentDesk(platform);
  });
  afterAll(() => platform.stop());

  it('shows everybody what a trainee needs to choose a plan', async () => {
    const { base, batch, plan } = await desk.publishedPlan();

    const { status, body } = await platform.call('GET', `/plans/${plan.id}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      base: {
        id: base.id,
        name: base.name,
        address: base.address,
        contactName: base.contactName,
        contactPhone: base.contactPhone,
      },
      batch: { id: batch.id, name: batch.name },
      specialty: 'clinical',
      status: 'published',
      closedBecause: null,
      quota: 2,
      placesTaken: 0,
      remaining: 2,
      opensAt: '2026-11-20T00:00:00.000Z',
      closesAt: '2026-12-31T10:00:00.000Z',
      acceptsApplications: true,
      contactName: '韦老师',
      contactPhone: '0771-1234567',
    });
    expect(body.requiredAttachments).toContainEqual({
      ...{ kind: 'photo', required: true, maxCount: 1, name: '证件照' },
      ...{ formats: ['jpeg', 'png'], maxBytes: 20 * 1024 * 1024 },
    });
    expect(body.eligibility).toEqual([]);
    expect(body).not.toHaveProperty('version');
  });

  it('says why nobody can apply, the lasting reason before the passing one', async () => {
    const upcoming = { ...aBatch('尚未开放'), opensAt: '2026-12-01T00:00:00Z' };
    const [base, batch] = [await desk.newBase(), await desk.created('/batches', upcoming)];
    const plan = await desk.created('/plans', {
      ...planTerms,
      specialty: 'nursing',
      baseId: base.id,
      batchId: batch.id,
    });
    await desk.manage('POST', `/plans/${plan.id}/publication`);
    const seen = async () => {
      const { body, headers } = await platform.call('GET', `/plans/${plan.id}`);
      expect(body.acceptsApplications).toBe(body.closedBecause === null);
      const again = await platform.call('GET', `/plans/${plan.id}`, {
        headers: { 'if-none-match': headers.get('etag') ?? '' },
      });
      expect(again.status).toBe(304);
      return { because: body.closedBecause, etag: headers.get('etag') };
    };
    const before = await seen();
    expect(before.because).toBe('batch-not-open-yet');
    platform.clock.moveTo(new Date('2026-12-01T00:00:00Z'));
    const open = await seen();
    expect(open.because).toBeNull();
    expect(open.etag).not.toBe(before.etag);
    desk.signIn();
    await desk.manage('POST', `/bases/${base.id}/suspension`);
    expect((await seen()).because).toBe('base-suspended');
    platform.clock.moveTo(new Date(batch.closesAt));
    expect((await seen()).because).toBe('batch-over');
    desk.signIn();
    await desk.manage('POST', `/plans/${plan.id}/closure`);
    expect((await seen()).because).toBe('plan-closed');
  });

  it('keeps drafts from everybody but the administrator', async () => {
    const { plan, batch } = await desk.newPlan();
    refused(await platform.call('GET', `/plans/${plan.id}`), 404, 'recruitment.plan-not-found');
    expect((await platform.call('GET', `/plans?batchId=${batch.id}`)).body.items).toEqual([]);
    expect((await desk.manage('GET', `/plans?batchId=${batch.id}`)).body.items).toHaveLength(1);
  });

  it('lists plans by what the caller asks for', async () => {
    const { base, batch, plan } = await desk.publishedPlan();
    const of = async (query: string) =>
      (await platform.call('GET', `/plans?${query}`)).body.items.map((one: any) => one.id as string);

    expect(await of(`batchId=${batch.id}&specialty=clinical&open=true`)).toEqual([plan.id]);
    expect(await of(`baseId=${base.id}&open=false`)).toEqual([]);
    expect(await of(`baseId=${base.id}&specialty=nursing`)).toEqual([]);

    platform.clock.moveTo(new Date('2026-12-31T10:00:00Z'));
    expect(await of(`baseId=${base.id}&open=true`)).toEqual([]);
    expect(await of(`baseId=${base.id}&open=false`)).toEqual([plan.id]);
    refused(await platform.call('GET', '/plans?open=perhaps'), 422, 'request.invalid');
  });

  it('pages through plans without losing or repeating one', async () => {
    const batch = await desk.newBatch();
    const made: string[] = [];
    for (const specialty of ['clinical', 'laboratory', 'andrology', 'nursing', 'clinical']) {
      const base = await desk.newBase();
      made.push((await desk.created('/plans', { ...planTerms, baseId: base.id, batchId: batch.id, specialty })).id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await desk.manage('GET', `/plans?batchId=${batch.id}&limit=2${after}`);
      seen.push(...body.items.map((one: any) => one.id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(made.toSorted());
  });

  it('lets a plan live once: draft, published, closed', async () => {
    const { plan } = await desk.newPlan();
    refused(await desk.manage('POST', `/plans/${plan.id}/closure`), 409, 'lifecycle.step-not-allowed');
    const { body: published } = await desk.manage('POST', `/plans/${plan.id}/publication`);
    expect(published).toMatchObject({ status: 'published', availableActions: ['close', 'change'] });
    refused(await desk.manage('POST', `/plans/${plan.id}/publication`), 409, 'lifecycle.step-not-allowed');
    const { body: closed } = await desk.manage('POST', `/plans/${plan.id}/closure`);
    expect(closed).toMatchObject({ status: 'closed', availableActions: [] });
    const changed = await desk.manage('PUT', `/plans/${plan.id}`, { body: planTerms, ...ifMatch(closed.version) });
    refused(changed, 409, 'lifecycle.step-not-allowed');
    expect((await platform.call('GET', `/plans/${plan.id}`)).body).toMatchObject({ acceptsApplications: false });
  });

  it('publishes no plan of a suspended base or an ended batch, and says so beforehand', async () => {
    const { base, batch, plan } = await desk.newPlan();
    await desk.manage('POST', `/bases/${base.id}/suspension`);
    refused(await desk.manage('POST', `/plans/${plan.id}/publication`), 409, 'recruitment.base-suspended');
    expect((await desk.manage('GET', `/plans/${plan.id}`)).body.blockedActions).toContainEqual({
      action: 'publish',
      code: 'recruitment.base-suspended',
    });
    await desk.manage('POST', `/bases/${base.id}/resumption`);

    platform.clock.moveTo(new Date(batch.closesAt));
    desk.signIn();
    refused(await desk.manage('POST', `/plans/${plan.id}/publication`), 409, 'recruitment.batch-over');
    expect((await desk.manage('GET', `/plans/${plan.id}`)).body.status).toBe('draft');
  });

  it('has one plan for a base, batch and specialty, also when two are made at once', async () => {
    const { base, batch } = await desk.newPlan();
    const body = { ...planTerms, baseId: base.id, batchId: batch.id };
    refused(
      await desk.manage('POST', '/plans', { body: { ...body, specialty: 'clinical' } }),
      409,
      'recruitment.plan-exists',
    );

    const racing = await Promise.all(
      [1, 2, 3].map(() => desk.manage('POST', '/plans', { body: { ...body, specialty: 'nursing' } })),
    );
    expect(racing.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await desk.manage('GET', `/plans?batchId=${batch.id}&specialty=nursing`)).body.items).toHaveLength(1);
  });

  it('makes a plan only from a base and a batch that exist', async () => {
    const { base, batch } = await desk.newPlan();
    const plan = { ...planTerms, specialty: 'nursing' };
    const noBase = { ...plan, baseId: randomUUID(), batchId: batch.id };
    refused(await desk.manage('POST', '/plans', { body: noBase }), 404, 'recruitment.base-not-found');
    const noBatch = { ...plan, baseId: base.id, batchId: randomUUID() };
    refused(await desk.manage('POST', '/plans', { body: noBatch }), 404, 'recruitment.batch-not-found');
  });

  it('lets one of two editors win and tells the other', async () => {
    const { plan } = await desk.newPlan();
    const edits = await Promise.all(
      [5, 6].map((quota) =>
        desk.manage('PUT', `/plans/${plan.id}`, { body: { ...planTerms, quota }, ...ifMatch(plan.version) }),
      ),
    );
    expect(edits.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const won = edits.find(({ status }) => status === 200)!;
    const { body, headers } = await desk.manage('GET', `/plans/${plan.id}`);
    expect(body.quota).toBe(won.body.quota);
    expect(headers.get('etag')).toBe(won.headers.get('etag'));
    refused(await desk.manage('PUT', `/plans/${plan.id}`, { body: planTerms }), 428, 'request.version-required');
  });

  it('names the field of a time that cannot be', async () => {
    const body = { ...aBatch('倒置'), opensAt: '2027-01-01T00:00:00Z', closesAt: '2027-01-01T00:00:00Z' };
    const batch = await desk.manage('POST', '/batches', { body });
    expect(batch.body).toMatchObject({ code: 'request.invalid', errors: [{ pointer: '/closesAt', code: 'range' }] });

    const { plan } = await desk.newPlan();
    const training = { trainingStartsOn: '2027-03-02', trainingEndsOn: '2027-03-01' };
    const changed = await desk.manage('PUT', `/plans/${plan.id}`, {
      body: { ...planTerms, ...training },
      ...ifMatch(1),
    });
    expect(changed.body).toMatchObject({ errors: [{ pointer: '/trainingEndsOn', code: 'range' }] });
    expect((await desk.manage('GET', `/plans/${plan.id}`)).body).toMatchObject({ version: 1, trainingStartsOn: null });
  });

  it('that was made by mistake is deleted while it is a draft, its place is free again, and others hear it is closed', async () => {
    const { base, batch, plan } = await desk.newPlan();
    expect((await desk.manage('DELETE', `/plans/${plan.id}`)).status).toBe(204);
    refused(await desk.manage('GET', `/plans/${plan.id}`), 404, 'recruitment.plan-not-found');
    refused(await desk.manage('DELETE', `/plans/${plan.id}`), 404, 'recruitment.plan-not-found');
    expect((await desk.announcements(plan.id)).map(({ payload }) => payload.status)).toEqual(['draft', 'closed']);
    const terms = { ...planTerms, baseId: base.id, batchId: batch.id, specialty: 'clinical' };
    expect((await desk.created('/plans', terms)).status).toBe('draft');
  });

  it('that was published is not deleted, also when both are asked for at once', async () => {
    const { plan: published } = await desk.publishedPlan();
    refused(await desk.manage('DELETE', `/plans/${published.id}`), 409, 'recruitment.plan-not-draft');
    for (let round = 0; round < 20; round++) {
      const { plan } = await desk.newPlan();
      const [deletion, publication] = await Promise.all([
        desk.manage('DELETE', `/plans/${plan.id}`),
        desk.manage('POST', `/plans/${plan.id}/publication`),
      ]);
      expect([
        [204, 404],
        [409, 200],
      ]).toContainEqual([deletion.status, publication.status]);
    }
  });
});
