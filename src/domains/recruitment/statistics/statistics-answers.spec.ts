import { randomUUID } from 'node:crypto';
import { countMany } from '../../../../test/support/many-applications.js';
import { pagesOf } from '../../../../test/support/pages-of.js';
import { randomFrom, randomHistory, type Told } from '../../../../test/support/random-history.js';
import { aBase, aBatch, ifMatch, planTerms } from '../../../../test/support/recruitment-desk.js';
import { StatisticsDesk } from '../../../../test/support/statistics-desk.js';
import { CountApplications } from './count-applications.js';
import { figureNames, type Figures } from './figures.js';

describe('what is answered of the statistics', () => {
  let desk: StatisticsDesk;

  beforeAll(async () => {
    desk = await StatisticsDesk.open();
    await desk.beginsSeason();
    await desk.beginsSeason();
    await desk.applies(await desk.publishes(randomHistory(randomFrom(23), desk.plans, 150)));
  });
  afterAll(() => desk.close());

  const ask = async (query = '', known?: string) => {
    const { status, body, headers } = await desk.recruitment.asks(
      `/plans/statistics${query}`,
      known === undefined ? {} : { 'if-none-match': known },
    );
    return { status, body, etag: headers.get('etag') ?? '', kept: headers.get('cache-control') };
  };
  const added = (items: readonly Figures[]) =>
    Object.fromEntries(figureNames.map((name) => [name, items.reduce((sum, item) => sum + item[name], 0)]));
  const tell = (told: Partial<Told>) =>
    desk
      .publishes([
        {
          applicationId: randomUUID(),
          version: 1,
          action: 'submit',
          from: null,
          to: 'submitted',
          planId: desk.plans[0]!,
          previousPlanId: null,
          ...told,
        },
      ])
      .then((ids) => desk.applies(ids));

  it('adds the figures up by base, specialty and batch, and altogether', async () => {
    const { body } = await ask();
    const { items, total, byBase, bySpecialty, byBatch } = body;
    expect(items).toHaveLength(10);
    expect(total).toEqual({ plans: 10, ...added(items) });
    expect(total.submitted).toBeGreaterThan(0);
    expect(total.withdrawn).toBeGreaterThan(0);
    for (const [sums, key] of [
      [byBase, ({ base }: any) => base.id],
      [bySpecialty, ({ specialty }: any) => specialty],
      [byBatch, ({ batch }: any) => batch.id],
    ] as const) {
      const groups = Map.groupBy(items as any[], key);
      expect(sums.map(key).toSorted()).toEqual([...groups.keys()].toSorted());
      for (const sum of sums) {
        const group = groups.get(key(sum))!;
        expect(sum).toMatchObject({ plans: group.length, ...added(group) });
      }
    }
    expect(bySpecialty.map(({ specialty }: any) => specialty)).toEqual([
      'clinical',
      'laboratory',
      'andrology',
      'nursing',
    ]);
  });

  it('adds up no more than was asked for', async () => {
    const { body } = await ask('?specialty=nursing');
    expect(body.items).toHaveLength(2);
    expect(body.bySpecialty).toEqual([{ specialty: 'nursing', plans: 2, ...added(body.items) }]);
    expect(body.total).toEqual({ plans: 2, ...added(body.items) });
    const nothing = await ask(`?baseId=${randomUUID()}`);
    expect(nothing.body).toMatchObject({
      items: [],
      byBase: [],
      bySpecialty: [],
      byBatch: [],
      total: { plans: 0, quota: 0 },
    });
  });

  it('answers 304 to who has the figures that there are, however the ETag is written', async () => {
    const { etag, kept } = await ask();
    expect(etag).toMatch(/^W\/"10-\d+"$/);
    expect(kept).toBe('private, no-cache');
    for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const again = await ask('', known);
      expect({ ...again, body: again.body.length }).toEqual({ status: 304, body: 0, etag, kept });
    }
    desk.platform.clock.advance(60);
    expect((await ask('', etag)).status).toBe(304);
    expect((await ask('', 'W/"10-1"')).status).toBe(200);
    expect((await ask('?specialty=nursing', etag)).status).toBe(200);
  });

  it('has another ETag as soon as anything shows differently, and not before', async () => {
    const { recruitment, plans } = desk;
    const seen: string[] = [(await ask()).etag];
    const shows = async (differently: boolean) => {
      const { status, etag } = await ask('', seen.at(-1));
      expect(status).toBe(differently ? 200 : 304);
      if (differently) expect(seen).not.toContain(etag);
      seen.push(etag);
    };
    const applicationId = randomUUID();
    await tell({ applicationId });
    await shows(true);
    await tell({ applicationId, version: 2, action: 'return-from-first-review', to: 'first_review_returned' });
    await shows(false);
    await tell({ applicationId, version: 3, action: 'withdraw', to: 'withdrawn' });
    await shows(true);
    const { body: plan } = await recruitment.manage('GET', `/plans/${plans[0]}`);
    await recruitment.manage('PUT', `/plans/${plan.id}`, {
      body: { ...planTerms, quota: 7777 },
      ...ifMatch(plan.version),
    });
    await shows(true);
    await recruitment.manage('PUT', `/bases/${plan.base.id}`, { body: aBase('改名基地'), ...ifMatch(1) });
    await shows(true);
    await recruitment.manage('PUT', `/batches/${plan.batch.id}`, { body: aBatch('改名批次'), ...ifMatch(1) });
    await shows(true);
    const { plan: draft } = await recruitment.newPlan();
    await shows(false);
    await recruitment.manage('POST', `/plans/${draft.id}/publication`);
    await shows(true);
  });

  it('costs the same however many have applied: it looks at no table that grows with them', async () => {
    const counting = desk.platform.platform.app.get(CountApplications);
    const measured: { read: any; known: any; counted: any }[] = [];
    for (const applications of [100, 100_000]) {
      await countMany(desk.platform, applications);
      const { etag } = await ask();
      measured.push({
        read: await pagesOf(desk.platform, 'recruitment', () => ask()),
        known: await pagesOf(desk.platform, 'recruitment', () => ask('', etag)),
        counted: await pagesOf(desk.platform, 'recruitment', () =>
          desk.platform.em().transactional((em) =>
            counting.count(em, {
              aggregateId: randomUUID(),
              aggregateVersion: 1,
              planId: desk.plans[0],
              to: 'submitted',
            } as never),
          ),
        ),
      });
    }
    const [few, many] = measured as [(typeof measured)[0], (typeof measured)[0]];
    expect(few.read).toMatchObject({ statements: 2, tables: ['batch', 'plan', 'plan_statistics', 'training_base'] });
    expect(few.known).toMatchObject({ statements: 1, tables: ['plan', 'plan_statistics'] });
    expect(many.read.tables).toEqual(few.read.tables);
    expect(many.read.pages).toBeLessThanOrEqual(few.read.pages + 2);
    expect(many.known.pages).toBeLessThanOrEqual(few.known.pages + 2);
    // an index over a thousand times as many is a level or two higher
    expect(many.counted.pages).toBeLessThanOrEqual(few.counted.pages + 10);
  });
});
