import { eventually } from '../../../../test/support/eventually.js';
import { jumbled, randomFrom, randomHistory } from '../../../../test/support/random-history.js';
import { endOf, StatisticsDesk } from '../../../../test/support/statistics-desk.js';
import { RebuildStatistics } from './rebuild-statistics.js';

describe('statistics of plans, rebuilt from the events', () => {
  let desk: StatisticsDesk;
  let rebuild: RebuildStatistics;

  beforeAll(async () => {
    desk = await StatisticsDesk.open();
    rebuild = desk.platform.platform.app.get(RebuildStatistics);
  });
  beforeEach(() => desk.beginsSeason());
  afterAll(() => desk.close());

  it('are what they were', async () => {
    const random = randomFrom(13);
    const history = randomHistory(random, desk.plans, 300);
    await desk.applies(await desk.publishes(jumbled(random, history)));
    const right = await desk.answeredAndCounted(history);
    expect(await rebuild.run()).toMatchObject({ correctedPlans: 0 });
    expect(await desk.answeredAndCounted(history)).toEqual(right);

    const [moreCounted, forgotten, misplaced] = desk.plans;
    const sql = (text: string, ...parameters: unknown[]) => desk.platform.em().execute<any[]>(text, parameters);
    await sql(
      'update recruitment.plan_statistics set submitted = submitted + 3, withdrawn = 0 where plan_id = ?',
      moreCounted,
    );
    await sql(`delete from recruitment.application_standing where plan_id = ?`, forgotten);
    await sql(
      `update recruitment.application_standing set status = 'submitted', version = 99 where plan_id = ?`,
      misplaced,
    );
    await sql(
      `update recruitment.plan_statistics set first_review_passed = 0, second_review_passed = 0, publicized = 0, admitted = 0
       where plan_id = ?`,
      misplaced,
    );
    expect((await desk.answeredAndCounted(history)).answered).not.toEqual(right.answered);

    expect(await rebuild.run()).toMatchObject({ correctedPlans: 2 });
    const rebuilt = await desk.answeredAndCounted(history);
    expect(rebuilt.answered).toEqual(right.answered);
    expect(rebuilt.etag).not.toBe(right.etag);
    expect(await desk.standings()).toEqual(endOf(history));
    const [record] = await sql(
      `select facts from platform.audit_record where action = 'rebuild-statistics' order by jsonb_array_length(facts -> 'correctedPlans') desc limit 1`,
    );
    expect(record?.facts.correctedPlans.toSorted()).toEqual([moreCounted, misplaced].toSorted());
  });

  it('lose no event that is published or applied meanwhile', async () => {
    const history = randomHistory(randomFrom(17), desk.plans, 450);
    const early = await desk.publishes(history.slice(0, 150));
    const late = async () => {
      for (let start = 150; start < 450; start += 50) {
        await desk.applies(await desk.publishes(history.slice(start, start + 50)));
      }
    };
    const rebuilding = async () => {
      for (let round = 0; round < 5; round++) await rebuild.run();
    };
    await Promise.all([desk.applies(early), late(), rebuilding()]);
    const { answered, counted } = await desk.answeredAndCounted(history);
    expect(answered).toEqual(counted);
    expect(await desk.standings()).toEqual(endOf(history));
  });

  it('count what was published between the long reading and the lock, before its consumers come', async () => {
    const history = randomHistory(randomFrom(19), desk.plans, 60);
    const early = await desk.publishes(history.slice(0, 30));
    const [locked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = desk.platform.em().transactional(async (em) => {
      // as a consumer holds it that is not done yet
      await em.execute('lock table recruitment.application_standing in row exclusive mode');
      locked.resolve();
      await released.promise;
    });
    await locked.promise;
    const rebuilding = rebuild.run();
    await eventually('the rebuild waits for the lock', async () => {
      const waiting = await desk.platform
        .em()
        .execute(`select 1 from pg_locks where not granted and locktype = 'relation'`);
      expect(waiting).toHaveLength(1);
    });
    const late = await desk.publishes(history.slice(30));
    released.resolve();
    await holding;
    await rebuilding;
    const { answered, counted } = await desk.answeredAndCounted(history);
    expect(answered).toEqual(counted);
    // what their consumers bring afterwards is no news
    await desk.applies([...early, ...late]);
    expect((await desk.answeredAndCounted(history)).answered).toEqual(counted);
  });
});
