import { randomUUID } from 'node:crypto';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../test/support/platform.js';
import { aBase, aBatch, ifMatch, planTerms, RecruitmentDesk, refused } from '../../../test/support/recruitment-desk.js';

describe('recruitment', () => {
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

  it.each([
    ['clinical', ['medical-qualification-certificate', 'practising-certificate']],
    ['laboratory', []],
    ['andrology', ['medical-qualification-certificate', 'practising-certificate']],
    ['nursing', ['practising-certificate']],
  ])('asks %s for its own certificates from the start', async (specialty, certificates) => {
    const { body } = await desk.manage('GET', `/form-requirements/${specialty}`);
    const required = body.attachments.filter((one: any) => one.required).map((one: any) => one.kind);
    expect(required).toEqual(['photo', 'id-card-front', 'id-card-back', 'education-certificate', ...certificates]);
    expect(body.attachments).toContainEqual(
      expect.objectContaining({
        kind: 'other',
        required: false,
        maxCount: 5,
        name: '其他',
        maxBytes: 20 * 1024 * 1024,
      }),
    );
  });

  it('refuses a name that another base or batch has', async () => {
    const [first, second] = [await desk.newBase(), await desk.newBase()];
    const taken = await desk.manage('PUT', `/bases/${second.id}`, { body: aBase(first.name), ...ifMatch(1) });
    refused(taken, 409, 'recruitment.base-name-taken');
    refused(await desk.manage('POST', '/bases', { body: aBase(first.name) }), 409, 'recruitment.base-name-taken');
    const batch = await desk.newBatch();
    refused(await desk.manage('POST', '/batches', { body: aBatch(batch.name) }), 409, 'recruitment.batch-name-taken');
  });

  it('announces the whole plan at every change of plan, base, batch and requirements', async () => {
    const { base, batch, plan } = await desk.publishedPlan();
    await desk.manage('PUT', `/plans/${plan.id}`, { body: { ...planTerms, quota: 9 }, ...ifMatch(2) });
    await desk.manage('PUT', `/bases/${base.id}`, { body: aBase(`${base.name}新`), ...ifMatch(1) });
    await desk.manage('POST', `/bases/${base.id}/suspension`);
    const later = { ...aBatch(batch.name), closesAt: '2027-01-31T18:00:00+08:00', resubmissionGraceDays: 3 };
    expect((await desk.manage('PUT', `/batches/${batch.id}`, { body: later, ...ifMatch(1) })).status).toBe(200);
    const { body: requirement } = await desk.manage('GET', '/form-requirements/clinical');
    const attachments = requirement.attachments.map(({ kind, required, maxCount }: any) => ({
      kind,
      required,
      maxCount,
    }));
    await desk.manage('PUT', '/form-requirements/clinical', {
      body: {
        attachments: [
          ...attachments.filter(({ kind }: any) => kind !== 'other'),
          { kind: 'other', required: false, maxCount: 8 },
        ],
      },
      ...ifMatch(requirement.version),
    });

    const told = await desk.announcements(plan.id);
    expect(told.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(told.at(0)?.payload).toMatchObject({ status: 'draft', quota: 2, resubmissionGraceDays: 7 });
    expect(told.at(-1)?.payload).toMatchObject({
      status: 'published',
      quota: 9,
      baseName: `${base.name}新`,
      baseSuspended: true,
      closesAt: '2027-01-31T10:00:00.000Z',
      resubmissionGraceDays: 3,
      requirements: expect.arrayContaining([
        expect.objectContaining({ kind: 'other', required: false, maxCount: 8, formats: ['jpeg', 'png', 'pdf'] }),
      ]),
      requirementsVersion: requirement.version + 1,
    });
  });

  it('tells in the last announcement all of what was changed at once', async () => {
    const { base, batch, plan } = await desk.newPlan();
    await Promise.all([
      desk.manage('PUT', `/plans/${plan.id}`, { body: { ...planTerms, quota: 7 }, ...ifMatch(1) }),
      desk.manage('PUT', `/bases/${base.id}`, { body: aBase(`${base.name}改`), ...ifMatch(1) }),
      desk.manage('PUT', `/batches/${batch.id}`, { body: aBatch(`${batch.name}改`), ...ifMatch(1) }),
      desk.created('/plans', { ...planTerms, baseId: base.id, batchId: batch.id, specialty: 'nursing' }),
    ]);
    const { body } = await desk.manage('GET', `/plans?batchId=${batch.id}`);
    for (const { id } of body.items) {
      const last = (await desk.announcements(id)).toSorted((a, b) => a.version - b.version).at(-1);
      expect(last?.payload).toMatchObject({ baseName: `${base.name}改`, batchName: `${batch.name}改` });
    }
    expect((await desk.announcements(plan.id)).map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4]);
    expect((await desk.manage('GET', `/plans/${plan.id}`)).body.quota).toBe(7);
  });

  it('lets only province administrators manage', async () => {
    const { plan, base } = await desk.newPlan();
    for (const roles of [['trainee'], ['base_admin'], ['system_admin'], ['auditor']] as const) {
      desk.signIn([...roles], [base.id]);
      refused(await desk.manage('POST', '/bases', { body: aBase('不该有') }), 403, 'access.not-allowed');
      refused(await desk.manage('POST', `/plans/${plan.id}/publication`), 403, 'access.not-allowed');
    }
    refused(await platform.call('GET', '/plans/statistics'), 401, 'access.not-signed-in');
    expect(
      (await platform.call('GET', '/plans/statistics', { token: platform.token({ roles: ['trainee'] }) })).status,
    ).toBe(200);
  });

  it('acts once on a repeated request with one key', async () => {
    const request = { body: aBase('只建一次'), headers: { 'idempotency-key': randomUUID() } };
    const [first, second] = [
      await desk.manage('POST', '/bases', request),
      await desk.manage('POST', '/bases', request),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.status).toBe(201);
  });

  it('leaves an audit record of each change', async () => {
    const { base, plan } = await desk.publishedPlan();
    const rows = await platform
      .em()
      .execute<{ action: string }[]>(
        'select action from platform.audit_record where subject_id in (?, ?) order by occurred_at, action',
        [base.id, plan.id],
      );
    expect(rows.map(({ action }) => action)).toEqual(['create-base', 'create-plan', 'publish-plan']);
  });

  it('changes nothing that is not there, and does nothing twice', async () => {
    const id = randomUUID();
    const [base, batch] = [await desk.newBase(), await desk.newBatch()];
    const change = (path: string, body: unknown) => desk.manage('PUT', path, { body, ...ifMatch(1) });
    refused(await change(`/bases/${id}`, aBase('没有的基地')), 404, 'recruitment.base-not-found');
    refused(await change(`/batches/${id}`, aBatch('没有的批次')), 404, 'recruitment.batch-not-found');
    refused(await change(`/plans/${id}`, planTerms), 404, 'recruitment.plan-not-found');
    const other = await desk.newBatch();
    refused(await change(`/batches/${other.id}`, aBatch(batch.name)), 409, 'recruitment.batch-name-taken');
    expect((await desk.manage('POST', `/bases/${base.id}/suspension`)).status).toBe(200);
    refused(await desk.manage('POST', `/bases/${base.id}/suspension`), 409, 'lifecycle.step-not-allowed');
  });
});
