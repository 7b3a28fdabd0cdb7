import { jumbled, randomFrom, randomHistory, statusChanged } from '../../../../test/support/random-history.js';
import { ifMatch, planTerms } from '../../../../test/support/recruitment-desk.js';
import { endOf, StatisticsDesk } from '../../../../test/support/statistics-desk.js';
import { applicationActions } from '../../applications/contracts/index.js';
import { CountApplications } from './count-applications.js';

describe('statistics of plans, replayed', () => {
  let desk: StatisticsDesk;

  beforeAll(async () => {
    desk = await StatisticsDesk.open();
  });
  beforeEach(() => desk.beginsSeason());
  afterAll(() => desk.close());

  it('equal a count from scratch all along 10,000 random events, repeated and in any order', async () => {
    const random = randomFrom(20261125);
    const history = randomHistory(random, desk.plans, 10_000);
    expect(new Set(history.map(({ action }) => action))).toEqual(new Set(applicationActions));
    expect(history.filter(({ previousPlanId }) => previousPlanId !== null).length).toBeGreaterThan(100);
    const messages = jumbled(random, history);
    expect(messages.length).toBeGreaterThan(10_500);
    const counting = desk.platform.platform.app.get(CountApplications);

    let before = await desk.answeredAndCounted([]);
    for (let start = 0; start < messages.length; start += 500) {
      await desk.platform.em().transactional(async (em) => {
        for (const told of messages.slice(start, start + 500)) {
          await counting.count(em, statusChanged(told));
        }
      });
      const now = await desk.answeredAndCounted(messages.slice(0, start + 500));
      expect(now.answered).toEqual(now.counted);
      expect(now.etag).not.toBe(before.etag);
      before = now;
    }
    expect(before.counted).toEqual((await desk.answeredAndCounted(history)).counted);
    expect(before.counted.every((figures) => Object.values(figures).every((count) => count > 0))).toBe(true);
  }, 180_000);

  it('equal it when several workers apply events of the same plans at once, some of them the same event', async () => {
    const random = randomFrom(7);
    const history = randomHistory(random, desk.plans.slice(0, 2), 300);
    const ids = await desk.publishes(history);
    await desk.applies(ids.flatMap((id) => (random() < 0.2 ? [id, id] : [id])));
    const { answered, counted } = await desk.answeredAndCounted(history);
    expect(answered).toEqual(counted);
    expect(await desk.standings()).toEqual(endOf(history));
  });

  it('let a plan be changed while applications to it are counted', async () => {
    const [id = ''] = desk.plans;
    const { recruitment } = desk;
    const ids = await desk.publishes(randomHistory(randomFrom(11), [id], 200));
    const changes = async () => {
      for (let quota = 8000; quota < 8020; quota++) {
        const { version } = (await recruitment.manage('GET', `/plans/${id}`)).body;
        const body = { ...planTerms, quota };
        const { status } = await recruitment.manage('PUT', `/plans/${id}`, { body, ...ifMatch(version) });
        expect(status).toBe(200);
      }
    };
    // a deadlock would end one of the two
    await Promise.all([desk.applies(ids), changes()]);
  });
});
