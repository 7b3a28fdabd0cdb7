import {
  approveErasure,
  getErasureRequest,
  listErasureRequests,
  refuseErasure,
  verifyAuditEvents,
} from '../../openapi/client/management/index.js';
import type { Client } from '../../openapi/client/trainee/client/index.js';
import { getAccount, getNotice, listMyErasureRequests, requestErasure } from '../../openapi/client/trainee/index.js';
import { answerOf } from '../../scripts/walkthrough/refused.js';
import { ObjectStore } from '../../src/platform/objects/object-store.js';
import { AccountCallers } from '../support/account-callers.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { tablesHolding } from '../support/leaks/opened-database.js';
import { DAY, People, type Plan } from '../support/people.js';
import { Trainee } from '../support/trainee.js';

describe('a trainee who wants to be forgotten', () => {
  let people: People;
  let province: Client;
  let nanning: BaseAdmin;
  let plan: Plan;

  beforeAll(async () => {
    people = await People.gather();
    province = people.clientOf({ roles: ['province_admin'] });
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, await people.batch('2026 年度'));
  });
  afterAll(() => people.part());

  const asks = ({ client, person }: Trainee, reason = '不再参加培训') =>
    answerOf(requestErasure({ client, body: { reason, password: person.password } }));
  const approves = (id: string) => answerOf(approveErasure({ client: province, path: { id } }));

  /** Approves, and waits until every domain has answered. */
  async function forgets(id: string): Promise<void> {
    expect(await approves(id)).toMatchObject({ status: 'approved', maskedName: null, reason: null });
    await people.settled();
    const { status, answers } = await answerOf(getErasureRequest({ client: province, path: { id } }));
    expect(answers.filter(({ answeredAt }) => answeredAt === null)).toEqual([]);
    expect({ status, answered: answers.length }).toEqual({ status: 'completed', answered: 7 });
  }

  async function objects(): Promise<string[]> {
    const keys: string[] = [];
    const store = people.platform.platform.app.get(ObjectStore, { strict: false });
    for await (const { key } of store.list('')) keys.push(key);
    return keys.sort();
  }

  /** Where what says who somebody is still stands, sealed or in clear. */
  const tracesOf = ({ person: { phone, email, idNumber, name } }: Trainee) =>
    tablesHolding(people.platform.em(), people.platform.encryption, [phone, email, idNumber, name]);

  it('asks, is refused and told why, withdraws, asks again, and is nowhere any more', async () => {
    const before = await objects();
    const trainee = await (await people.trainee('覃小红')).fillsIn();
    const { phone, email, idNumber, name } = trainee.person;
    const application = await trainee.submits(plan);
    await trainee.takesAlong();
    expect((await objects()).length).toBeGreaterThan(before.length);

    const first = await asks(trainee);
    await people.settled();
    await expect(approves(first.id)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'accounts.erasure-while-applying' },
    });
    const reason = '请先撤回报名。';
    await answerOf(refuseErasure({ client: province, path: { id: first.id }, body: { reason } }));
    await people.settled();
    expect(await trainee.smsBox()).toContainEqual(expect.stringContaining('原因：请先撤回报名。您可以'));

    await nanning.returns(application, { reason: '健康状况填写不完整' });
    await trainee.withdraws(application, `不参加了，联系${phone}`);
    people.platform.clock.advance(1);
    const second = await asks(trainee);
    const { items } = await answerOf(listMyErasureRequests({ client: trainee.client }));
    expect(items.map(({ status, refusal }) => ({ status, refusal }))).toEqual([
      { status: 'pending', refusal: null },
      { status: 'refused', refusal: reason },
    ]);
    await people.settled();
    const tables = await tracesOf(trainee);
    expect(tables[phone]).toContain('platform.outbox_message');
    expect(tables[idNumber]).toContain('applications.revision');
    const { items: waiting } = await answerOf(listErasureRequests({ client: province, query: { status: 'pending' } }));
    expect(waiting).toEqual([expect.objectContaining({ id: second.id, maskedName: '覃*红' })]);
    await forgets(second.id);

    expect(await tracesOf(trainee)).toEqual({ [phone]: [], [email]: [], [idNumber]: [], [name]: [] });
    expect(await objects()).toEqual(before);
    expect((await trainee.smsBox()).at(-1)).toContain('您的账号已按您的申请注销');
    expect((await nanning.timeline(application)).map(({ action, reason: told }) => `${action}: ${told}`)).toEqual([
      'submit: null',
      'return-from-first-review: 健康状况填写不完整',
      'withdraw: null',
    ]);
    await expect(answerOf(getAccount({ client: trainee.client }))).rejects.toMatchObject({ status: 401 });
    // a token of another process that has not heard of it yet opens nothing either
    const token = people.platform.token({ id: trainee.id, roles: ['trainee'] });
    const form = await people.platform.call('GET', '/personal-info', { token });
    expect(form.body.code).toBe('applications.account-not-ready');
    const callers = new AccountCallers(people.platform);
    for (const identifier of [phone, idNumber]) {
      const { body } = await callers.signIn(identifier, trainee.person.password);
      expect(body.code).toBe('accounts.credentials-wrong');
    }
    people.platform.clock.advance(61);
    const anew = await Trainee.register(people, trainee.person);
    expect(anew.id).not.toBe(trainee.id);
    expect(await anew.applications()).toEqual([]);
  });

  it('stays known as a graduate with what the certificate shows, and on the list as the public saw it', async () => {
    const before = await objects();
    const trainee = await (await people.trainee('欧阳小明')).fillsIn();
    const { phone, email, idNumber, name } = trainee.person;
    const application = await trainee.submits(plan);
    await nanning.passes(application);
    await trainee.handsInPages(application);
    await nanning.passes(application, 'second');
    const { endsAt, noticeId } = await nanning.publishes(await nanning.lists(plan, [application]));
    await people.settled();
    await people.moveClockTo(new Date(endsAt ?? ''));
    await nanning.trains(plan);
    const exam = await nanning.schedulesExam();
    await people.moveClockTo(new Date(exam.startsAt.getTime() + DAY));
    const [ticket] = await trainee.tickets();
    await nanning.concludesExam(exam, { [ticket?.ticketNumber ?? '']: 'passed' });
    await trainee.reaches(application, 'graduated');
    await people.settled();

    await forgets((await asks(trainee)).id);

    const records = ['exams.training_record'];
    expect(await tracesOf(trainee)).toEqual({ [phone]: [], [email]: [], [idNumber]: records, [name]: records });
    expect(await objects()).toEqual([...before, `exams/photos/${application.id}`].sort());
    const notice = await answerOf(getNotice({ client: trainee.client, path: { id: noticeId ?? '' } }));
    expect(JSON.stringify(notice)).toContain('欧**明');
  });

  it('leaves the audit chain whole', async () => {
    const auditor = people.clientOf({ roles: ['auditor'] });
    expect(await answerOf(verifyAuditEvents({ client: auditor }))).toMatchObject({ intact: true });
  });
});
