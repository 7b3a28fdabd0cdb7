import { ApplicationsDesk } from '../../../../test/support/applications-desk.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

describe('submitting', () => {
  it('freezes the form, announces it and says what can be done now', async () => {
    const plan = await desk.plan();
    const trainee = await (await desk.trainee()).completes();
    const { status, body } = await trainee.submits(plan);

    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        status: 'submitted',
        planId: plan.aggregateId,
        baseId: plan.baseId,
        baseName: '示例培训基地',
        revision: 1,
        submission: 0,
        version: 1,
        availableActions: ['withdraw'],
        blockedActions: expect.arrayContaining([{ action: 'resubmit', code: 'lifecycle.step-not-allowed' }]),
      },
    });
    const [announced, ...rest] = await desk.announced(body.id);
    expect(rest).toEqual([]);
    expect(announced).toMatchObject({
      aggregateVersion: 1,
      action: 'submit',
      from: null,
      to: 'submitted',
      revision: 1,
      maskedApplicantName: '张*明',
      sendingUnit: '示例市人民医院',
      photoKey: expect.stringMatching(/^applications\/attachment\//),
    });
    expect(desk.platform.encryption.open('name', announced?.applicantName ?? '')).toBe('张小明');
    expect(await trainee.timeline(body.id)).toMatchObject([
      { actor: 'trainee', action: 'submit', outcome: 'applied', from: null, to: 'submitted', revision: 1 },
    ]);
  });
});
