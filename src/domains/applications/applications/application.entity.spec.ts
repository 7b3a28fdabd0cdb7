import { KnownPlan } from '../plans/known-plan.entity.js';
import { Application, type Submission } from './application.entity.js';

const opensAt = new Date('2026-11-01T00:00:00Z');
const closesAt = new Date('2026-12-01T00:00:00Z');
const open = new Date('2026-11-23T00:00:00Z');

const plan = (changes: Partial<KnownPlan> = {}): KnownPlan =>
  Object.assign(new KnownPlan(), {
    id: 'plan',
    status: 'published',
    specialty: 'clinical',
    baseId: 'base',
    baseSuspended: false,
    batchId: 'batch',
    opensAt,
    closesAt,
    resubmissionGraceDays: 7,
    requirements: [],
    ...changes,
  });
const submission: Submission = {
  traineeId: 'trainee',
  name: 'sealed',
  maskedName: '张*明',
  idNumber: 'sealed',
  nameHash: 'hash',
  idNumberHash: 'hash',
  photoKey: null,
  sendingUnit: '示例市人民医院',
};
const code = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).name;
  }
  return 'accepted';
};
const submitted = () => Application.submit(plan(), submission, open);
const returned = () => {
  const application = submitted();
  application.apply('return-from-first-review', open, 'sealed', []);
  return application;
};

describe('a submission', () => {
  const submit = (changes: Partial<KnownPlan>, now = open) =>
    code(() => Application.submit(plan(changes), submission, now));

  it('is accepted from the opening until just before the closing', () => {
    expect(submit({}, opensAt)).toBe('accepted');
    expect(submit({}, new Date(closesAt.getTime() - 1))).toBe('accepted');
  });

  it('is refused before, and from the closing on', () => {
    expect(submit({}, new Date(opensAt.getTime() - 1))).toBe('applications.batch-not-open');
    expect(submit({}, closesAt)).toBe('applications.batch-closed');
  });

  it('is refused by a plan that is closed and by a suspended base', () => {
    expect(submit({ status: 'closed' })).toBe('applications.plan-not-published');
    expect(submit({ baseSuspended: true })).toBe('applications.base-suspended');
  });
});

describe('a resubmission', () => {
  const resubmit = (changes: Partial<KnownPlan> = {}, now = open) =>
    code(() => returned().resubmit(plan(changes), submission, now));

  it('is accepted while the days of grace last, and no longer', () => {
    expect(resubmit({}, new Date('2026-12-07T23:59:59.999Z'))).toBe('accepted');
    expect(resubmit({}, new Date('2026-12-08T00:00:00Z'))).toBe('applications.batch-closed');
  });

  it('goes to another plan of the batch, and tells which counted before', () => {
    const application = returned();
    const step = application.resubmit(plan({ id: 'other', baseId: 'other-base' }), submission, open);
    expect(step).toMatchObject({ from: 'first_review_returned', previousPlanId: 'plan' });
    expect(application).toMatchObject({ planId: 'other', baseId: 'other-base', revision: 2, status: 'submitted' });
  });

  it('is refused for another batch, and before a return', () => {
    expect(resubmit({ batchId: 'other' })).toBe('applications.plan-of-another-batch');
    expect(code(() => submitted().resubmit(plan(), submission, open))).toBe('lifecycle.step-not-allowed');
  });
});

describe('every step', () => {
  it('counts the version by one', () => {
    const application = returned();
    expect(application.version).toBe(2);
    application.resubmit(plan(), submission, open);
    expect(application.version).toBe(3);
    application.withdraw(null, open);
    expect(application.version).toBe(4);
  });

  it('forgets the reason of the return before', () => {
    const application = returned();
    expect(application.reason).toBe('sealed');
    application.resubmit(plan(), submission, open);
    expect(application.reason).toBeNull();
  });

  it('that is refused changes nothing', () => {
    const application = submitted();
    const before = { ...application };
    expect(code(() => application.submitSignaturePages(open))).toBe('lifecycle.step-not-allowed');
    expect(code(() => application.apply('admit', open, null, []))).toBe('lifecycle.step-not-allowed');
    expect({ ...application }).toEqual(before);
  });
});
