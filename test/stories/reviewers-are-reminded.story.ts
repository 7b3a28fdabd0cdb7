import { randomUUID } from 'node:crypto';
import { RemindReviewers } from '../../src/domains/review/reminders/remind-reviewers.js';
import { OutboxEntry } from '../../src/platform/local/outbox-entry.entity.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { DAY, later, People, type Plan } from '../support/people.js';

const PHONE = '13877100099';

describe('审核提醒', () => {
  let people: People;
  let nanning: BaseAdmin;
  let plan: Plan;

  beforeAll(async () => {
    people = await People.gather();
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, await people.batch('2026 年度', later(-DAY), later(30 * DAY)));
  });
  afterAll(() => people.part());

  /** What the clock does on that morning. */
  async function morningOf(date: string): Promise<void> {
    await people.setsClock(new Date(`${date}T09:00:00+08:00`));
    await people.platform.platform.app.get(RemindReviewers, { strict: false }).run(people.platform.em());
    await people.settled();
  }
  async function smsBox(): Promise<string[]> {
    const where = { kind: 'sms', to: PHONE, code: null } as const;
    const entries = await people.platform.em().find(OutboxEntry, where, { orderBy: { sequence: 'asc' } });
    return entries.map(({ text }) => text);
  }

  it('an administrator hears before the limit and on each working day after it, until the case is decided', async () => {
    const account = { name: '李明', phone: PHONE, roles: ['base_admin'], baseIds: [nanning.baseId] };
    const token = people.platform.token({ id: randomUUID(), roles: ['system_admin'] });
    const staff = await people.platform.call('POST', '/management/staff-accounts', { token, body: account });
    expect(staff.status).toBe(201);
    // on Monday 23 November: five working days are over with the 30th
    const application = await (await (await people.trainee()).fillsIn()).submits(plan);
    await people.settled();

    await morningOf('2026-11-26');
    expect(await smsBox()).toEqual([]);
    await morningOf('2026-11-27');
    await morningOf('2026-11-28');
    expect(await smsBox()).toEqual([
      expect.stringContaining('已超过审核时限的0件，即将到期的1件，其中最早的时限为2026-11-30'),
    ]);
    await morningOf('2026-12-01');
    expect((await smsBox()).at(-1)).toContain('已超过审核时限的1件，即将到期的0件');

    // nothing is decided by silence
    expect(await nanning.queue()).toMatchObject([{ status: 'waiting', overdue: true }]);
    await nanning.passes(application);
    await morningOf('2026-12-02');
    expect(await smsBox()).toHaveLength(2);
  });
});
