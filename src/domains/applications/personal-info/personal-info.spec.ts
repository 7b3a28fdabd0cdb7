import { randomUUID } from 'node:crypto';
import { ApplicationsDesk, completeForm, DeskTrainee } from '../../../../test/support/applications-desk.js';
import { eventually } from '../../../../test/support/eventually.js';
import { jpeg } from '../../../../test/support/made-files.js';
import { ContactChanged } from '../../accounts/contracts/index.js';
import { PlanChanged } from '../../recruitment/contracts/index.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

describe('the form', () => {
  it('is empty in version 0 before the first save, with what the account says', async () => {
    const trainee = await desk.trainee();
    const { headers, body } = await trainee.call('GET', '/personal-info');
    expect(headers.get('etag')).toBe('"0"');
    expect(body).toEqual({
      version: 0,
      updatedAt: null,
      identity: { name: '张小明', maskedIdNumber: '450103********1231', sex: 'male', birthDate: '1990-03-07' },
      basic: {},
      contact: {},
      education: [],
      work: [],
      training: {},
      statement: { accepted: false },
    });
  });

  it('is saved in parts: what is not sent stays as it was', async () => {
    const trainee = await desk.trainee();
    await trainee.saves({ basic: completeForm.basic });
    const { status, headers, body } = await trainee.saves({ contact: { address: '新地址' } });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toMatchObject({ version: 2, basic: completeForm.basic, contact: { address: '新地址' } });
    expect((await trainee.call('GET', '/personal-info')).body).toEqual(body);
  });

  it.each([
    ['a section that there is not', { hobbies: {} }, '/hobbies'],
    ['a field that there is not', { basic: { shoeSize: 42 } }, '/basic/shoeSize'],
    ['a value that is not in the list', { basic: { highestEducation: 'phd' } }, '/basic/highestEducation'],
    ['a month that is none', { work: [{ startMonth: '2013-13' }] }, '/work/0/startMonth'],
    ['text that is none', { contact: { address: 5 } }, '/contact/address'],
  ])('refuses %s, and stays as it was', async (_, sections, pointer) => {
    const trainee = await desk.trainee();
    const { status, body } = await trainee.saves(sections);
    expect({ status, errors: body.errors }).toMatchObject({
      status: 422,
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
    expect((await trainee.call('GET', '/personal-info')).body).toMatchObject({ version: 0 });
  });

  it('wants to know which version was read', async () => {
    const trainee = await desk.trainee();
    expect(await trainee.call('PUT', '/personal-info', {})).toMatchObject({ status: 428 });
    await trainee.saves({ basic: {} });
    expect(await trainee.call('PUT', '/personal-info', {}, { 'if-match': '"0"' })).toMatchObject({
      status: 412,
      body: { code: 'request.stale-version', currentVersion: 1 },
    });
  });

  it.each([0, 1])('keeps one of two saves that race on version %i, and refuses the other', async (version) => {
    const trainee = await desk.trainee();
    if (version > 0) await trainee.saves({ basic: {} });
    const save = (address: string) =>
      trainee.call('PUT', '/personal-info', { contact: { address } }, { 'if-match': `"${version}"` });
    const answers = await Promise.all([save('甲'), save('乙'), save('丙')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const winner = answers.find(({ status }) => status === 200);
    const { body } = await trainee.call('GET', '/personal-info');
    expect(body).toMatchObject({ version: version + 1, contact: winner?.body.contact });
  });

  it('answers a conflict with what is saved and what was sent, to be merged', async () => {
    const trainee = await desk.trainee();
    await trainee.saves({ basic: { ethnicity: '08' }, contact: { address: '甲' } });
    const { body: current } = await trainee.saves({ contact: { address: '乙' } });
    const sent = { contact: { address: '丙' } };
    const { body } = await trainee.call('PUT', '/personal-info', sent, { 'if-match': '"1"' });
    expect(body).toMatchObject({ code: 'request.stale-version', currentVersion: 2, current, sent });
    const merged = await trainee.call('PUT', '/personal-info', body.sent, { 'if-match': `"${body.currentVersion}"` });
    expect(merged.body).toMatchObject({ version: 3, basic: { ethnicity: '08' }, contact: { address: '丙' } });
  });

  it('writes only the section that was sent', async () => {
    const trainee = await desk.trainee();
    const stored = async () =>
      (await desk.rows('select * from applications.personal_info where trainee_id = ?', [trainee.id]))[0] ?? {};
    await trainee.saves(completeForm);
    const before = await stored();
    await trainee.saves({ work: [] });
    const after = await stored();
    const changed = Object.keys(after).filter((column) => String(after[column]) !== String(before[column]));
    expect(changed.sort()).toEqual(['version', 'work']);
  });

  it('still reads what was saved before each section had a column, until a section is saved again', async () => {
    const trainee = await desk.trainee();
    const old = { ...completeForm, basic: { ethnicity: '壮族', highestEducation: 'master' } };
    await desk.rows(
      'insert into applications.personal_info (trainee_id, form, version, updated_at) values (?, ?, 1, now())',
      [trainee.id, desk.platform.encryption.seal('form', JSON.stringify(old))],
    );
    expect((await trainee.call('GET', '/personal-info')).body).toMatchObject(old);
    const { missing } = (await trainee.call('GET', '/personal-info/completeness')).body;
    expect(missing).toContainEqual({ pointer: '/basic/ethnicity', code: 'not-in-list', detail: expect.any(String) });
    const { body } = await trainee.saves({ basic: completeForm.basic });
    expect(body).toMatchObject({ ...completeForm, version: 2 });
  });

  it('asks to come again while the account has not arrived', async () => {
    const token = desk.platform.token({ roles: ['trainee'] });
    const answer = await desk.platform.call('GET', '/personal-info', { token });
    expect(answer).toMatchObject({ status: 503, body: { code: 'applications.account-not-ready' } });
    expect(answer.headers.get('retry-after')).toBe('1');

    const { aggregateId: planId } = await desk.plan();
    const stranger = new DeskTrainee(desk, randomUUID());
    const answers = [
      await stranger.call('PUT', '/personal-info', completeForm, { 'if-match': '"0"' }),
      await stranger.call('GET', `/personal-info/completeness?planId=${planId}`),
      await stranger.uploads('photo', await jpeg(300, 420), '证件照.jpg'),
      await stranger.submits({ aggregateId: planId }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [503, 'applications.account-not-ready']),
    );
  });

  it('compares with no plan that is not there', async () => {
    const trainee = await desk.trainee();
    expect(await trainee.call('GET', `/personal-info/completeness?planId=${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'applications.plan-not-found' },
    });
  });

  it('is no business of an administrator', async () => {
    const token = desk.platform.token({ roles: ['base_admin'], baseIds: [] });
    expect(await desk.platform.call('GET', '/personal-info', { token })).toMatchObject({ status: 403 });
  });
});

describe('completeness', () => {
  it('is told by section, against a plan or the form alone', async () => {
    const trainee = await desk.trainee();
    await trainee.saves({ ...completeForm, statement: { accepted: false } });
    const plan = await desk.plan();
    const check = (query = '') => trainee.call('GET', `/personal-info/completeness${query}`);
    expect((await check()).body).toMatchObject({
      complete: false,
      missing: [{ pointer: '/statement/accepted', code: 'not-accepted' }],
      sections: { basic: 'complete', statement: 'incomplete', attachments: 'complete' },
    });
    expect((await check(`?planId=${plan.aggregateId}`)).body).toMatchObject({
      complete: false,
      missing: expect.arrayContaining([{ pointer: '/attachments/photo', code: 'required', detail: '必填' }]),
      sections: { attachments: 'incomplete' },
    });
    await trainee.completes();
    expect((await check(`?planId=${plan.aggregateId}`)).body).toMatchObject({ complete: true, missing: [] });
  });

  it('tells each condition of the specialty that is not met, in its own words', async () => {
    const trainee = await (await desk.trainee()).completes();
    const explanation = '年龄不得超过 30 周岁';
    const plan = await desk.plan({ eligibility: [{ rule: 'maximum-age', years: 30, explanation }] });
    const { body } = await trainee.call('GET', `/personal-info/completeness?planId=${plan.aggregateId}`);
    expect(body).toMatchObject({
      complete: false,
      missing: [{ pointer: '/identity/birthDate', code: 'not-eligible', detail: explanation }],
      sections: { basic: 'complete', eligibility: 'incomplete' },
    });
    expect(await trainee.submits(plan)).toMatchObject({
      status: 422,
      body: {
        code: 'applications.not-complete',
        errors: [{ pointer: '/identity/birthDate', code: 'not-eligible', detail: explanation }],
      },
    });
  });

  it('is judged by what is asked today; what was submitted keeps what was asked then', async () => {
    const trainee = await (await desk.trainee()).completes();
    const asked = { eligibility: [], requirementsVersion: 4 };
    const plan = await desk.plan(asked);
    const { body: application } = await trainee.submits(plan);
    const stricter = { rule: 'minimum-degree', degree: '2', explanation: '须为博士' } as const;
    await desk.plan({ ...plan, aggregateVersion: 2, eligibility: [stricter], requirementsVersion: 5 });
    const { body } = await trainee.call('GET', `/personal-info/completeness?planId=${plan.aggregateId}`);
    expect(body.missing).toMatchObject([{ code: 'not-eligible', detail: '须为博士' }]);
    const [frozen] = await desk.rows<{ requirements: object }>(
      'select requirements from applications.revision where application_id = ?',
      [application.id],
    );
    expect(frozen?.requirements).toEqual({ version: 4, attachments: plan.requirements, eligibility: [] });
    expect((await trainee.application(application.id)).status).toBe('submitted');
  });
});

describe('what other domains say', () => {
  it('counts in its latest version, in whichever order it comes', async () => {
    const plan = await desk.plan({ aggregateVersion: 3, baseName: '新名称' });
    await desk.platform.publish(PlanChanged, { ...plan, aggregateVersion: 2, baseName: '旧名称' });
    const trainee = await desk.trainee();
    const contact = (aggregateVersion: number, phone: string) =>
      desk.platform.publish(ContactChanged, {
        aggregateId: trainee.id,
        aggregateVersion,
        occurredAt: plan.occurredAt,
        phone: desk.platform.encryption.seal('phone', phone),
        email: null,
        previousPhone: null,
      });
    await contact(3, '13800000003');
    await contact(2, '13800000002');
    await eventually('all four messages are dealt with', async () => {
      const receipts = await desk.rows(
        `select 1 from platform.receipt r join platform.outbox_message m on m.id = r.message_id
         where m.aggregate_id in (?, ?)`,
        [plan.aggregateId, trainee.id],
      );
      expect(receipts).toHaveLength(5);
    });
    const [known] = await desk.rows<{ phone: string; base_name: string }>(
      `select phone, base_name from applications.account_contact, applications.known_plan where account_id = ? and id = ?`,
      [trainee.id, plan.aggregateId],
    );
    expect(known?.base_name).toBe('新名称');
    expect(desk.platform.encryption.open('phone', known?.phone ?? '')).toBe('13800000003');
  });
});
