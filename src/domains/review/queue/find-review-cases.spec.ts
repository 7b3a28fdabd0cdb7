import { SignaturePagesSubmitted } from '../../applications/contracts/index.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ReviewDesk, type Reviewer } from '../../../../test/support/review-desk.js';

let platform: TestPlatform;
let desk: ReviewDesk;
let anna: Reviewer;

beforeAll(async () => {
  platform = await startTestPlatform('review');
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.clock.moveTo(TEST_NOW);
  desk = new ReviewDesk(platform);
  anna = desk.administrator();
});

describe('the queue', () => {
  it('shows a base’s administrators what was submitted to it, longest waiting first, names masked', async () => {
    const late = await desk.aWaitingCase({ occurredAt: '2026-11-20T03:00:00Z' });
    const early = await desk.aWaitingCase({ occurredAt: '2026-11-19T03:00:00Z' });
    const { status, body } = await platform.call('GET', '/management/reviews?state=waiting', { token: anna.token });
    expect(status).toBe(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([early.id, late.id]);
    expect(body.items[0]).toMatchObject({ maskedApplicantName: '张*明', availableActions: ['claim'] });
    expect(JSON.stringify(body)).not.toContain('张小明');
  });

  it('shows nothing of another base, in the list or by its id', async () => {
    const { id } = await desk.aWaitingCase();
    const stranger = desk.administratorOfAnotherBase();
    expect((await platform.call('GET', '/management/reviews', stranger)).body.items).toEqual([]);
    expect(await platform.call('GET', `/management/reviews/${id}`, stranger)).toMatchObject({ status: 404 });
    expect(await desk.claim(id, stranger)).toMatchObject({ status: 404, body: { code: 'review.case-not-found' } });
    expect((await desk.stored(id)).status).toBe('waiting');
  });

  it('lets the province read, and decide nothing', async () => {
    const { id } = await desk.aWaitingCase();
    const province = { token: platform.token({ roles: ['province_admin'] }) };
    const { body } = await platform.call('GET', `/management/reviews/${id}`, province);
    expect(body).toMatchObject({ id, availableActions: [] });
    expect(body.blockedActions).toContainEqual({ action: 'pass', code: 'access.not-allowed' });
    expect((await desk.claim(id, province)).status).toBe(403);
  });

  it('is filtered by stage, plan, state, age and who holds the case, page by page', async () => {
    const first = await desk.aWaitingCase({ occurredAt: '2026-11-19T03:00:00Z' });
    const second = await desk.aWaitingCase({ occurredAt: '2026-11-20T03:00:00Z' });
    await desk.claim(second.id, anna);
    const idsOf = async (query: string) => {
      const { body } = await platform.call('GET', `/management/reviews?${query}`, { token: anna.token });
      return body.items.map(({ id }: { id: string }) => id);
    };
    expect(await idsOf('stage=second')).toEqual([]);
    expect(await idsOf(`planId=${first.planId}`)).toEqual([first.id]);
    expect(await idsOf('mine=true')).toEqual([second.id]);
    expect(await idsOf('mine=false')).toEqual([first.id, second.id]);
    expect(await idsOf('state=claimed')).toEqual([second.id]);
    expect(await idsOf('submittedBefore=2026-11-20T00:00:00Z')).toEqual([first.id]);
    const page = await platform.call('GET', '/management/reviews?limit=1', { token: anna.token });
    expect(await idsOf(`limit=1&cursor=${encodeURIComponent(page.body.nextCursor)}`)).toEqual([second.id]);

    platform.clock.advance(30 * 60);
    anna = desk.administrator(anna.id);
    expect(await idsOf('state=waiting')).toEqual([first.id, second.id]);
    expect(await idsOf('mine=true')).toEqual([]);
  });

  it('is narrowed to what came back, a batch or a specialty, and put in other orders', async () => {
    const old = await desk.aWaitingCase({ occurredAt: '2026-11-18T03:00:00Z' });
    const back = await desk.aWaitingCase({ occurredAt: '2026-11-19T03:00:00Z', revision: 2, specialty: 'nursing' });
    const decided = await desk.aWaitingCase({ occurredAt: '2026-11-20T03:00:00Z' });
    await desk.claim(decided.id, anna);
    await desk.decide(decided.id, anna);
    const list = async (query: string) =>
      (await platform.call('GET', `/management/reviews?${query}`, { token: anna.token })).body;
    const idsOf = async (query: string) => (await list(query)).items.map(({ id }: { id: string }) => id);

    expect(await idsOf('resubmitted=true')).toEqual([back.id]);
    expect(await idsOf('resubmitted=false&state=waiting')).toEqual([old.id]);
    expect(await idsOf('specialty=nursing')).toEqual([back.id]);
    expect(await idsOf(`batchId=${old.batchId}`)).toEqual([old.id]);
    expect(await idsOf('submittedFrom=2026-11-19T03:00:00Z&submittedBefore=2026-11-20T03:00:00Z')).toEqual([back.id]);
    expect(await idsOf('sort=-submittedAt')).toEqual([decided.id, back.id, old.id]);
    const newest = await list('sort=-submittedAt&limit=1');
    expect(await idsOf(`sort=-submittedAt&limit=2&cursor=${encodeURIComponent(newest.nextCursor)}`)).toEqual([
      back.id,
      old.id,
    ]);
    expect(await idsOf('sort=-decidedAt')).toEqual([decided.id]);
    expect((await list('resubmitted=true')).items).toMatchObject([{ resubmitted: true, revision: 2 }]);
  });

  it('is counted by each of its filters, what is decided not among it', async () => {
    const [first, held] = [await desk.aWaitingCase(), await desk.aWaitingCase({ revision: 2 })];
    const second = desk.anApplication({ aggregateVersion: 5, planId: first.planId });
    await platform.publish(SignaturePagesSubmitted, { ...second, submission: 1, pageCount: 1 });
    await desk.caseOf(second, 'second');
    const [others, decided] = [await desk.aWaitingCase(), await desk.aWaitingCase()];
    await desk.claim(held.id, anna);
    await desk.claim(others.id, desk.administrator());
    await desk.claim(decided.id, anna);
    await desk.decide(decided.id, anna);
    const counts = async (query = '', reader = anna) =>
      (await platform.call('GET', `/management/reviews/counts?${query}`, reader)).body;

    const all = { open: 4, waiting: 2, claimed: 2, mine: 1, resubmitted: 1, first: 3, second: 1 };
    expect(await counts()).toMatchObject(all);
    expect((await counts()).plans).toContainEqual({ planId: first.planId, open: 2 });
    expect(await counts('stage=second')).toMatchObject({ open: 1, waiting: 1, claimed: 0, first: 0, second: 1 });
    expect(await counts(`batchId=${held.batchId}`)).toMatchObject({ open: 1, mine: 1, resubmitted: 1 });
    expect(await counts('', desk.administratorOfAnotherBase())).toMatchObject({ open: 0, plans: [] });

    platform.clock.advance(30 * 60);
    anna = desk.administrator(anna.id);
    expect(await counts()).toMatchObject({ ...all, waiting: 4, claimed: 0, mine: 0 });
  });

  it('refuses a filter that it does not know', async () => {
    const { status, body } = await platform.call('GET', '/management/reviews?state=open&mine=perhaps', anna);
    expect(status).toBe(422);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: 'state', code: 'not-in-list' }),
        expect.objectContaining({ pointer: 'mine', code: 'type' }),
      ]),
    );
  });
});
