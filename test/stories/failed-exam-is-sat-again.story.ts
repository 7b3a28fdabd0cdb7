import type { BaseAdmin } from '../support/base-admin.js';
import { DAY, People, type Plan } from '../support/people.js';
import type { Application, Trainee } from '../support/trainee.js';

describe('结业考试', () => {
  let people: People;
  let nanning: BaseAdmin;
  let plan: Plan;
  let candidates: { trainee: Trainee; application: Application }[];

  beforeAll(async () => {
    people = await People.gather();
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, await people.batch('2026 年度'));
    candidates = await Promise.all(
      ['张小明', '李小红', '王小刚'].map(async (name) => {
        const trainee = await (await people.trainee(name)).fillsIn();
        return { trainee, application: await trainee.submits(plan) };
      }),
    );
    for (const { trainee, application } of candidates) {
      await nanning.passes(application);
      await trainee.handsInPages(application);
      await nanning.passes(application, 'second');
    }
    const list = await nanning.lists(
      plan,
      candidates.map(({ application }) => application),
    );
    const { endsAt } = await nanning.publishes(list);
    await people.settled();
    await people.moveClockTo(new Date(endsAt ?? ''));
    await nanning.trains(plan);
  }, 60_000);
  afterAll(() => people.part());

  const statuses = () =>
    Promise.all(candidates.map(async ({ trainee, application }) => (await trainee.sees(application)).status));
  const ticketOf = async (index: number): Promise<string> =>
    (await candidates[index]?.trainee.tickets())?.[0]?.ticketNumber ?? '';

  it('who failed or was absent has completed the training and may sit a later exam; who passed has graduated', async () => {
    expect(await statuses()).toEqual(['training_completed', 'training_completed', 'training_completed']);
    const exam = await nanning.schedulesExam();
    expect(await statuses()).toEqual(['exam_scheduled', 'exam_scheduled', 'exam_scheduled']);
    const tickets = await Promise.all([ticketOf(0), ticketOf(1), ticketOf(2)]);
    expect(new Set(tickets).size).toBe(3);

    await people.moveClockTo(new Date(exam.startsAt.getTime() + DAY));
    const [passes, fails, stays] = tickets;
    await nanning.concludesExam(exam, { [passes]: 'passed', [fails]: 'failed', [stays]: 'absent' });
    expect(await statuses()).toEqual(['graduated', 'training_completed', 'training_completed']);
    expect(await candidates[0]?.trainee.sees(candidates[0].application)).toMatchObject({ availableActions: [] });
    expect(await people.statistics(plan)).toMatchObject({ submitted: 3, publicized: 3, admitted: 3, remaining: 2 });

    const later = await nanning.schedulesExam();
    expect(await statuses()).toEqual(['graduated', 'exam_scheduled', 'exam_scheduled']);
    expect(await candidates[0]?.trainee.tickets()).toHaveLength(1);
    await people.moveClockTo(new Date(later.startsAt.getTime() + DAY));
    await nanning.concludesExam(later, { [await ticketOf(1)]: 'passed', [await ticketOf(2)]: 'failed' });
    expect(await statuses()).toEqual(['graduated', 'graduated', 'training_completed']);

    const { trainee, application } = candidates[2] ?? {};
    expect((application && (await trainee?.story(application)))?.slice(-4)).toEqual([
      'schedule-exam',
      'fail-exam',
      'schedule-exam',
      'fail-exam',
    ]);
    // two reviews, list, admission, and twice a seat and a result
    expect(await trainee?.smsBox()).toHaveLength(8);
    expect(await trainee?.mailBox()).toHaveLength(8);
    expect(await trainee?.messages()).toHaveLength(8);
  }, 60_000);
});
