import { randomUUID } from 'node:crypto';
import { type Answer, startTestPlatform, TEST_NOW, type TestPlatform } from '../../../test/support/platform.js';

const aBase = (name: string) => ({
  name,
  address: '南宁市示例路 1 号',
  contactName: '韦老师',
  contactPhone: '0771-1234567',
});
const aBatch = (name: string) => ({
  name,
  opensAt: '2026-11-20T08:00:00+08:00',
  closesAt: '2026-12-31T18:00:00+08:00',
});
const planTerms = { quota: 2, contactName: '韦老师', contactPhone: '0771-1234567' };
const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } });

describe('recruitment', () => {
  let platform: TestPlatform;
  let token: string;
  let trainee: string;
  let serial = 0;

  const manage = (method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) =>
    platform.call(method, `/management${path}`, { token, ...options });
  const created = async (path: string, body: unknown): Promise<any> => {
    const answer = await manage('POST', path, { body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const newBase = () => created('/bases', aBase(`示例基地 ${++serial}`));
  const newBatch = () => created('/batches', aBatch(`示例批次 ${++serial}`));
  const newPlan = async (specialty = 'clinical') => {
    const [base, batch] = [await newBase(), await newBatch()];
    const plan = await created('/plans', { ...planTerms, baseId: base.id, batchId: batch.id, specialty });
    return { base, batch, plan };
  };
  const publishedPlan = async () => {
    const made = await newPlan();
    expect((await manage('POST', `/plans/${made.plan.id}/publication`)).status).toBe(200);
    return made;
  };
  const announcements = (planId: string): Promise<{ version: number; payload: any }[]> =>
    platform.em().execute(
      `select aggregate_version as version, payload from platform.outbox_message
       where aggregate_id = ? and name = 'recruitment.plan-changed' order by sequence`,
      [planId],
    );
  const refused = (answer: Answer, status: number, code: string) =>
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });

  beforeAll(async () => {
    platform = await startTestPlatform('recruitment');
  });
  beforeEach(() => {
    platform.clock.fixAt(TEST_NOW);
    token = platform.token({ roles: ['province_admin'] });
    trainee = platform.token({ roles: ['trainee'] });
  });
  afterAll(() => platform.stop());

  it('shows everybody what a trainee needs to choose a plan', async () => {
    const { base, batch, plan } = await publishedPlan();

    const { status, body } = await platform.call('GET', `/plans/${plan.id}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      base: { id: base.id, name: base.name },
      batch: { id: batch.id, name: batch.name },
      specialty: 'clinical',
      status: 'published',
      quota: 2,
      placesTaken: 0,
      remaining: 2,
      opensAt: '2026-11-20T00:00:00.000Z',
      closesAt: '2026-12-31T10:00:00.000Z',
      acceptsApplications: true,
      contactName: '韦老师',
      contactPhone: '0771-1234567',
    });
    expect(body.requiredAttachments).toContainEqual({ kind: 'photo', required: true, maxCount: 1, name: '证件照' });
    expect(body).not.toHaveProperty('version');
  });

  it.each([
    ['clinical', ['medical-qualification-certificate', 'practising-certificate']],
    ['laboratory', []],
    ['andrology', ['medical-qualification-certificate', 'practising-certificate']],
    ['nursing', ['practising-certificate']],
  ])('asks %s for its own certificates from the start', async (specialty, certificates) => {
    const { body } = await manage('GET', `/form-requirements/${specialty}`);
    const required = body.attachments.filter((one: any) => one.required).map((one: any) => one.kind);
    expect(required).toEqual(['photo', 'id-card-front', 'id-card-back', 'education-certificate', ...certificates]);
    expect(body.attachments).toContainEqual({ kind: 'other', required: false, maxCount: 5, name: '其他' });
  });

  it('keeps drafts from everybody but the administrator', async () => {
    const { plan, batch } = await newPlan();
    refused(await platform.call('GET', `/plans/${plan.id}`), 404, 'recruitment.plan-not-found');
    expect((await platform.call('GET', `/plans?batchId=${batch.id}`)).body.items).toEqual([]);
    expect((await manage('GET', `/plans?batchId=${batch.id}`)).body.items).toHaveLength(1);
  });

  it('lists plans by what the caller asks for', async () => {
    const { base, batch, plan } = await publishedPlan();
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
    const batch = await newBatch();
    const made: string[] = [];
    for (const specialty of ['clinical', 'laboratory', 'andrology', 'nursing', 'clinical']) {
      const base = await newBase();
      made.push((await created('/plans', { ...planTerms, baseId: base.id, batchId: batch.id, specialty })).id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await manage('GET', `/plans?batchId=${batch.id}&limit=2${after}`);
      seen.push(...body.items.map((one: any) => one.id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(made.toSorted());
  });

  it('lets a plan live once: draft, published, closed', async () => {
    const { plan } = await newPlan();
    refused(await manage('POST', `/plans/${plan.id}/closure`), 409, 'lifecycle.step-not-allowed');
    const { body: published } = await manage('POST', `/plans/${plan.id}/publication`);
    expect(published).toMatchObject({ status: 'published', availableActions: ['close', 'change'] });
    refused(await manage('POST', `/plans/${plan.id}/publication`), 409, 'lifecycle.step-not-allowed');
    const { body: closed } = await manage('POST', `/plans/${plan.id}/closure`);
    expect(closed).toMatchObject({ status: 'closed', availableActions: [] });
    const changed = await manage('PUT', `/plans/${plan.id}`, { body: planTerms, ...ifMatch(closed.version) });
    refused(changed, 409, 'lifecycle.step-not-allowed');
    expect((await platform.call('GET', `/plans/${plan.id}`)).body).toMatchObject({ acceptsApplications: false });
  });

  it('publishes no plan of a suspended base or an ended batch, and says so beforehand', async () => {
    const { base, batch, plan } = await newPlan();
    await manage('POST', `/bases/${base.id}/suspension`);
    refused(await manage('POST', `/plans/${plan.id}/publication`), 409, 'recruitment.base-suspended');
    expect((await manage('GET', `/plans/${plan.id}`)).body.blockedActions).toContainEqual({
      action: 'publish',
      code: 'recruitment.base-suspended',
    });
    await manage('POST', `/bases/${base.id}/resumption`);

    platform.clock.moveTo(new Date(batch.closesAt));
    token = platform.token({ roles: ['province_admin'] });
    refused(await manage('POST', `/plans/${plan.id}/publication`), 409, 'recruitment.batch-over');
    expect((await manage('GET', `/plans/${plan.id}`)).body.status).toBe('draft');
  });

  it('has one plan for a base, batch and specialty, also when two are made at once', async () => {
    const { base, batch } = await newPlan();
    const body = { ...planTerms, baseId: base.id, batchId: batch.id };
    refused(
      await manage('POST', '/plans', { body: { ...body, specialty: 'clinical' } }),
      409,
      'recruitment.plan-exists',
    );

    const racing = await Promise.all(
      [1, 2, 3].map(() => manage('POST', '/plans', { body: { ...body, specialty: 'nursing' } })),
    );
    expect(racing.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await manage('GET', `/plans?batchId=${batch.id}&specialty=nursing`)).body.items).toHaveLength(1);
  });

  it('makes a plan only from a base and a batch that exist', async () => {
    const { base, batch } = await newPlan();
    const plan = { ...planTerms, specialty: 'nursing' };
    const noBase = { ...plan, baseId: randomUUID(), batchId: batch.id };
    refused(await manage('POST', '/plans', { body: noBase }), 404, 'recruitment.base-not-found');
    const noBatch = { ...plan, baseId: base.id, batchId: randomUUID() };
    refused(await manage('POST', '/plans', { body: noBatch }), 404, 'recruitment.batch-not-found');
  });

  it('lets one of two editors win and tells the other', async () => {
    const { plan } = await newPlan();
    const edits = await Promise.all(
      [5, 6].map((quota) =>
        manage('PUT', `/plans/${plan.id}`, { body: { ...planTerms, quota }, ...ifMatch(plan.version) }),
      ),
    );
    expect(edits.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const won = edits.find(({ status }) => status === 200)!;
    const { body, headers } = await manage('GET', `/plans/${plan.id}`);
    expect(body.quota).toBe(won.body.quota);
    expect(headers.get('etag')).toBe(won.headers.get('etag'));
    refused(await manage('PUT', `/plans/${plan.id}`, { body: planTerms }), 428, 'request.version-required');
  });

  it('names the field of a time that cannot be', async () => {
    const body = { ...aBatch('倒置'), opensAt: '2027-01-01T00:00:00Z', closesAt: '2027-01-01T00:00:00Z' };
    const batch = await manage('POST', '/batches', { body });
    expect(batch.body).toMatchObject({ code: 'request.invalid', errors: [{ pointer: '/closesAt', code: 'range' }] });

    const { plan } = await newPlan();
    const training = { trainingStartsOn: '2027-03-02', trainingEndsOn: '2027-03-01' };
    const changed = await manage('PUT', `/plans/${plan.id}`, { body: { ...planTerms, ...training }, ...ifMatch(1) });
    expect(changed.body).toMatchObject({ errors: [{ pointer: '/trainingEndsOn', code: 'range' }] });
    expect((await manage('GET', `/plans/${plan.id}`)).body).toMatchObject({ version: 1, trainingStartsOn: null });
  });

  it('refuses a name that another base or batch has', async () => {
    const [first, second] = [await newBase(), await newBase()];
    const taken = await manage('PUT', `/bases/${second.id}`, { body: aBase(first.name), ...ifMatch(1) });
    refused(taken, 409, 'recruitment.base-name-taken');
    refused(await manage('POST', '/bases', { body: aBase(first.name) }), 409, 'recruitment.base-name-taken');
    const batch = await newBatch();
    refused(await manage('POST', '/batches', { body: aBatch(batch.name) }), 409, 'recruitment.batch-name-taken');
  });

  it('announces the whole plan at every change of plan, base, batch and requirements', async () => {
    const { base, batch, plan } = await publishedPlan();
    await manage('PUT', `/plans/${plan.id}`, { body: { ...planTerms, quota: 9 }, ...ifMatch(2) });
    await manage('PUT', `/bases/${base.id}`, { body: aBase(`${base.name}新`), ...ifMatch(1) });
    await manage('POST', `/bases/${base.id}/suspension`);
    const later = { ...aBatch(batch.name), closesAt: '2027-01-31T18:00:00+08:00', resubmissionGraceDays: 3 };
    expect((await manage('PUT', `/batches/${batch.id}`, { body: later, ...ifMatch(1) })).status).toBe(200);
    const { body: requirement } = await manage('GET', '/form-requirements/clinical');
    const attachments = requirement.attachments.map(({ kind, required, maxCount }: any) => ({
      kind,
      required,
      maxCount,
    }));
    await manage('PUT', '/form-requirements/clinical', {
      body: {
        attachments: [
          ...attachments.filter(({ kind }: any) => kind !== 'other'),
          { kind: 'other', required: false, maxCount: 8 },
        ],
      },
      ...ifMatch(requirement.version),
    });

    const told = await announcements(plan.id);
    expect(told.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(told.at(0)?.payload).toMatchObject({ status: 'draft', quota: 2, resubmissionGraceDays: 7 });
    expect(told.at(-1)?.payload).toMatchObject({
      status: 'published',
      quota: 9,
      baseName: `${base.name}新`,
      baseSuspended: true,
      closesAt: '2027-01-31T10:00:00.000Z',
      resubmissionGraceDays: 3,
      requirements: expect.arrayContaining([{ kind: 'other', required: false, maxCount: 8 }]),
    });
  });

  it('tells in the last announcement all of what was changed at once', async () => {
    const { base, batch, plan } = await newPlan();
    await Promise.all([
      manage('PUT', `/plans/${plan.id}`, { body: { ...planTerms, quota: 7 }, ...ifMatch(1) }),
      manage('PUT', `/bases/${base.id}`, { body: aBase(`${base.name}改`), ...ifMatch(1) }),
      manage('PUT', `/batches/${batch.id}`, { body: aBatch(`${batch.name}改`), ...ifMatch(1) }),
      created('/plans', { ...planTerms, baseId: base.id, batchId: batch.id, specialty: 'nursing' }),
    ]);
    const { body } = await manage('GET', `/plans?batchId=${batch.id}`);
    for (const { id } of body.items) {
      const last = (await announcements(id)).toSorted((a, b) => a.version - b.version).at(-1);
      expect(last?.payload).toMatchObject({ baseName: `${base.name}改`, batchName: `${batch.name}改` });
    }
    expect((await announcements(plan.id)).map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4]);
    expect((await manage('GET', `/plans/${plan.id}`)).body.quota).toBe(7);
  });

  it('refuses requirements that name a kind twice, and keeps the old ones', async () => {
    const before = await manage('GET', '/form-requirements/nursing');
    const photo = { kind: 'photo', required: true, maxCount: 1 };
    const twice = await manage('PUT', '/form-requirements/nursing', {
      body: { attachments: [photo, photo] },
      ...ifMatch(before.body.version),
    });
    expect(twice.body).toMatchObject({ errors: [{ pointer: '/attachments/1/kind', code: 'duplicate' }] });
    expect((await manage('GET', '/form-requirements/nursing')).body).toEqual(before.body);
    refused(await manage('GET', '/form-requirements/dentistry'), 422, 'request.invalid');
  });

  it('lets only province administrators manage', async () => {
    const { plan, base } = await newPlan();
    for (const roles of [['trainee'], ['base_admin'], ['system_admin'], ['auditor']] as const) {
      token = platform.token({ roles: [...roles], baseIds: [base.id] });
      refused(await manage('POST', '/bases', { body: aBase('不该有') }), 403, 'access.not-allowed');
      refused(await manage('POST', `/plans/${plan.id}/publication`), 403, 'access.not-allowed');
    }
    refused(await platform.call('GET', '/plans/statistics'), 401, 'access.not-signed-in');
    expect((await platform.call('GET', '/plans/statistics', { token: trainee })).status).toBe(200);
  });

  it('acts once on a repeated request with one key', async () => {
    const request = { body: aBase(`只建一次 ${++serial}`), headers: { 'idempotency-key': randomUUID() } };
    const [first, second] = [await manage('POST', '/bases', request), await manage('POST', '/bases', request)];
    expect(second.body).toEqual(first.body);
    expect(second.status).toBe(201);
  });

  it('leaves an audit record of each change', async () => {
    const { base, plan } = await publishedPlan();
    const rows = await platform
      .em()
      .execute<{ action: string }[]>(
        'select action from platform.audit_record where subject_id in (?, ?) order by occurred_at, action',
        [base.id, plan.id],
      );
    expect(rows.map(({ action }) => action)).toEqual(['create-base', 'create-plan', 'publish-plan']);
  });
});
