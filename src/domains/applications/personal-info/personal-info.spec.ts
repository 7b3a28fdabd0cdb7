import { eventually } from '../../../../test/support/eventually.js';
import { ApplicationsDesk, completeForm } from '../../../../test/support/applications-desk.js';
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

  it('asks to come again while the account has not arrived', async () => {
    const token = desk.platform.token({ roles: ['trainee'] });
    const answer = await desk.platform.call('GET', '/personal-info', { token });
    expect(answer).toMatchObject({ status: 503, body: { code: 'applications.account-not-ready' } });
    expect(answer.headers.get('retry-after')).toBe('1');
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
      missing: expect.arrayContaining([{ pointer: '/attachments/photo', code: 'required' }]),
      sections: { attachments: 'incomplete' },
    });
    await trainee.completes();
    expect((await check(`?planId=${plan.aggregateId}`)).body).toMatchObject({ complete: true, missing: [] });
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
