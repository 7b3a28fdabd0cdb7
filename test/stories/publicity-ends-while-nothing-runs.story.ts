import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { People } from '../support/people.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';

describe('公示期满', () => {
  const started: People[] = [];
  let database: string;
  let environment: Record<string, string>;

  const gather = async (): Promise<People> => {
    const people = await People.gather(environment);
    started.push(people);
    return people;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    // processes of one installation share their secrets
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ACCESS_PRIVATE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const FIELD_KEYS = `k1:${randomBytes(32).toString('base64')}`;
    const FIELD_INDEX_KEY = randomBytes(32).toString('base64url');
    const AUDIT_KEY = randomBytes(32).toString('base64url');
    environment = { DATABASE_URL: database, ACCESS_PRIVATE_KEY, FIELD_KEYS, FIELD_INDEX_KEY, AUDIT_KEY };
  });
  afterAll(async () => {
    await Promise.all(started.map((people) => people.part()));
    await dropTestDatabase(database);
  });

  it('everybody who is left on the list is admitted exactly once, though nothing ran at that moment and two processes run after it', async () => {
    const people = await gather();
    const nanning = await people.base('南宁基地');
    const plan = await people.plan(nanning, await people.batch('2026 年度'));
    const trainees = await Promise.all(
      ['张小明', '李小红'].map(async (name) => (await people.trainee(name)).fillsIn()),
    );
    const applications = await Promise.all(trainees.map((trainee) => trainee.submits(plan)));
    for (const [index, application] of applications.entries()) {
      await nanning.passes(application);
      await trainees[index]?.handsInPages(application);
      await nanning.passes(application, 'second');
    }
    const list = await nanning.publishes(await nanning.lists(plan, applications));
    await people.settled();
    expect(await people.statistics(plan)).toMatchObject({ publicized: 2, admitted: 0, remaining: 3 });
    await people.part();
    started.pop();

    const after = new Date(Date.parse(list.endsAt ?? '') + 1);
    const one = await gather();
    const other = await gather();
    for (const { platform } of [one, other]) platform.clock.fixAt(after);
    await Promise.all([one.moveClockTo(after), other.moveClockTo(after)]);

    const steps = await one.rows(
      `select application_id, count(*)::int as count from applications.timeline_entry where action = 'admit' group by 1`,
    );
    expect(steps.map(({ count }) => count)).toEqual([1, 1]);
    for (const trainee of trainees) {
      // two reviews, the list, and the admission
      const told = await trainee.inCompanyOf(one).smsBox();
      expect(told).toHaveLength(4);
      expect(told[3]).toContain('录取');
    }
    expect(await one.statistics(plan)).toMatchObject({ publicized: 2, admitted: 2, remaining: 3 });
    const trainings = await one.adminOf(nanning.baseId).trainings(plan);
    expect(trainings.map(({ applicationId }) => applicationId).toSorted()).toEqual(
      applications.map(({ id }) => id).toSorted(),
    );
    // the same moment again changes nothing
    await other.moveClockTo(new Date(after.getTime() + 1));
    expect(await one.rows(`select 1 from applications.timeline_entry where action = 'admit'`)).toHaveLength(2);
  }, 60_000);
});
