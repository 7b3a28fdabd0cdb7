import { ApplicationStatusChanged } from '../../src/domains/applications/contracts/index.js';
import type { EventFields } from '../../src/platform/events/domain-event.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { DAY, People, type Plan } from '../support/people.js';
import type { Application, Trainee } from '../support/trainee.js';

describe('messages between the domains', () => {
  let people: People;
  let nanning: BaseAdmin;
  let plan: Plan;
  let trainee: Trainee;
  let application: Application;

  beforeAll(async () => {
    people = await People.gather();
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, await people.batch('2026 年度'));
    trainee = await (await people.trainee()).fillsIn();
    application = await trainee.submits(plan);
    await nanning.passes(application);
    await trainee.handsInPages(application);
    await nanning.passes(application, 'second');
  }, 60_000);
  afterAll(() => people.part());

  it('arrive in whatever order, and the steps are taken in the order of their table', async () => {
    const list = await nanning.lists(plan, [application]);
    await people.whileMessagesAreHeldUp(async () => {
      const { endsAt } = await nanning.publishes(list);
      people.platform.clock.fixAt(new Date(endsAt ?? ''));
      await people.endsPublicity();
    });
    expect(await trainee.sees(application)).toMatchObject({ status: 'admitted' });

    await people.whileMessagesAreHeldUp(() => nanning.trains(plan));
    // an exam at a time: nothing in a seat says which exam it is the next of
    for (const outcome of ['absent', 'failed', 'passed'] as const) {
      await people.whileMessagesAreHeldUp(async () => {
        const exam = await nanning.schedulesExam();
        people.platform.clock.fixAt(new Date(exam.startsAt.getTime() + DAY));
        const [ticket] = await trainee.tickets();
        await nanning.concludesExam(exam, { [ticket?.ticketNumber ?? '']: outcome });
      });
    }
    expect(await trainee.sees(application)).toMatchObject({ status: 'graduated' });
    expect(await trainee.story(application)).toEqual([
      'submit',
      'pass-first-review',
      'submit-signature-pages',
      'pass-second-review',
      'publicize',
      'admit',
      'start-training',
      'complete-training',
      'schedule-exam',
      'fail-exam',
      'schedule-exam',
      'fail-exam',
      'schedule-exam',
      'graduate',
    ]);
    expect(await people.statistics(plan)).toMatchObject({ submitted: 1, publicized: 1, admitted: 1, remaining: 4 });
    // two reviews, list, admission, and three times a seat and a result
    expect(await trainee.smsBox()).toHaveLength(10);
  }, 60_000);

  it('count up: of no aggregate a version is announced twice or after a higher one', async () => {
    const wrong = await people.rows(
      `select * from (
         select name, aggregate_id, aggregate_version,
           lag(aggregate_version) over (partition by name, aggregate_id order by sequence) as before
         from platform.outbox_message) message
       where aggregate_version <= before`,
    );
    expect(wrong).toEqual([]);
    const steps = await people.rows<{ versions: number[] }>(
      `select array_agg(aggregate_version order by sequence) as versions from platform.outbox_message
       where name = 'applications.application-status-changed' group by aggregate_id`,
    );
    expect(steps.map(({ versions }) => versions)).toEqual([Array.from({ length: 14 }, (_, index) => index + 1)]);
  });

  it('told again, the latest first, change nothing and are told to nobody twice', async () => {
    const seen = async () => ({
      application: await trainee.sees(application),
      story: await trainee.story(application),
      statistics: await people.statistics(plan),
      trainings: await nanning.trainings(plan),
      queue: await nanning.queue(),
      sms: await trainee.smsBox(),
      mail: await trainee.mailBox(),
      messages: await trainee.messages(),
    });
    const before = await seen();
    const steps = await people.rows<{ payload: EventFields<ApplicationStatusChanged> }>(
      `select payload from platform.outbox_message
       where name = 'applications.application-status-changed' order by sequence desc`,
    );
    for (const { payload } of steps) await people.platform.publish(ApplicationStatusChanged, payload);
    await people.settled();
    expect(await seen()).toEqual(before);
  });
});
