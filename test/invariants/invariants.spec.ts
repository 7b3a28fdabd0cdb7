import { CheckInvariants, type Outcome } from '../../src/platform/invariants/check-invariants.js';
import { DAY, People } from '../support/people.js';
import { plantings, type Season } from './plantings.js';

describe('impossible states', () => {
  let people: People;
  let season: Season;

  beforeAll(async () => {
    people = await People.gather();
    const base = await people.base('南宁基地');
    const plan = await people.plan(base, await people.batch('2026 年度'));
    const [one, two, three] = await Promise.all(
      ['张小明', '李小红', '王小刚'].map(async (name) => {
        const trainee = await (await people.trainee(name)).fillsIn();
        return { trainee, application: await trainee.submits(plan) };
      }),
    );
    if (!one || !two || !three) throw new Error('nobody came');

    await three.trainee.withdraws(three.application);
    await base.returns(two.application, { reason: '材料不清晰' });
    await two.trainee.resubmits(two.application, plan);
    await base.passes(one.application);
    await one.trainee.handsInPages(one.application);
    await base.passes(one.application, 'second');
    const { endsAt } = await base.publishes(await base.lists(plan, [one.application]));
    await people.settled();
    await people.moveClockTo(new Date(endsAt ?? ''));
    await base.trains(plan);
    const exam = await base.schedulesExam();
    await people.moveClockTo(new Date(exam.startsAt.getTime() + DAY));
    const [ticket] = await one.trainee.tickets();
    await base.concludesExam(exam, { [ticket?.ticketNumber ?? '']: 'passed' });
    await people.settled();
    const [graduate, waiting, withdrawn] = [one, two, three].map(({ application }) => application.id);
    season = { graduate, waiting, withdrawn, planId: plan.id } as Season;
  }, 120_000);
  afterAll(() => people.part());

  const checks = () => people.platform.platform.app.get(CheckInvariants, { strict: false });
  const violated = (outcomes: Outcome[]) => outcomes.filter(({ violations }) => violations > 0);

  it('are looked for under every code, and a whole season has none', async () => {
    // by each domain's own job, when the clock was moved
    const looked = await people.rows<{ code: string }>('select code from platform.invariant_outcome order by code');
    expect(looked.map(({ code }) => code)).toEqual(Object.keys(plantings).toSorted());
    expect(checks().invariants.map(({ code }) => code)).toEqual(Object.keys(plantings).toSorted());
    expect(violated(await checks().run())).toEqual([]);
  });

  it.each(Object.entries(plantings))('%s: a planted violation is found, and nothing else', async (code, planting) => {
    const id = season[planting.on];
    const em = people.platform.em();
    await em.begin();
    try {
      // past the triggers that let nobody change what was submitted
      await em.execute('set local session_replication_role = replica');
      for (const sql of planting.sql) await em.execute(sql, Array(sql.split('?').length - 1).fill(id));
      const rows = await em.execute<{ id: string }[]>(
        planting.found,
        Array(planting.found.split('?').length - 1).fill(id),
      );
      expect(rows.length).toBeGreaterThan(0);
      const found = violated(await checks().run(em));
      const told = found.map((outcome) => [outcome.code, outcome.violations, outcome.subjectIds.toSorted()]);
      expect(told).toEqual([[code, rows.length, rows.map((row) => row.id).toSorted()]]);
    } finally {
      await em.rollback();
    }
  });

  it('are told by the gauge, and to system administrators by their ids', async () => {
    const em = people.platform.em();
    await em.execute('update applications.application set version = version + 1 where id = ?', [season.waiting]);
    await checks().run();
    const metrics = await (await fetch(`${people.platform.url}/metrics`)).text();
    expect(metrics).toContain('platform_invariant_violations{invariant="applications.version-counts-steps"} 1');
    const token = people.platform.token({ roles: ['system_admin'] });
    const { status, body } = await people.platform.call('GET', '/management/invariants', { token });
    expect(status).toBe(200);
    expect(body.items).toHaveLength(Object.keys(plantings).length);
    expect(body.items.filter((item: any) => item.violations > 0)).toEqual([
      {
        code: 'applications.version-counts-steps',
        title: '报名的版本号等于已发生的步数',
        subjectType: 'application',
        checkedAt: people.platform.clock.now().toISOString(),
        violations: 1,
        subjectIds: [season.waiting],
      },
    ]);
    await em.execute('update applications.application set version = version - 1 where id = ?', [season.waiting]);
    await checks().run();
  });
});
