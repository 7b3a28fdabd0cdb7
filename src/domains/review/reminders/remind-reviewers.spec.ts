import { randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ReviewDesk } from '../../../../test/support/review-desk.js';
import { StaffAccountChanged } from '../../accounts/contracts/index.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { Reviewer } from '../rules/reviewer.entity.js';
import { RemindReviewers } from './remind-reviewers.js';

let platform: TestPlatform;
let desk: ReviewDesk;

beforeAll(async () => {
  platform = await startTestPlatform('review');
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.clock.moveTo(TEST_NOW);
  desk = new ReviewDesk(platform);
});

const inChina = (text: string) => new Date(`${text}+08:00`);
const runs = () => platform.platform.app.get(RemindReviewers).run(platform.em());

/** Whoever acts for these bases, known to review. */
async function aReviewer(baseIds: string[] = [desk.baseId], fields: { active?: boolean } = {}): Promise<string> {
  const aggregateId = randomUUID();
  const roles = ['base_admin'];
  const told = { aggregateId, aggregateVersion: 1, occurredAt: TEST_NOW.toISOString(), roles, baseIds, unit: null };
  await platform.publish(StaffAccountChanged, { ...told, ...fields });
  await eventually('they are known', () => platform.em().findOneOrFail(Reviewer, { accountId: aggregateId }));
  return aggregateId;
}

const submittedAt = (text: string, baseId = desk.baseId) =>
  desk.aWaitingCase({ baseId, occurredAt: inChina(text).toISOString() });

const reminders = async (accountId: string) => {
  const where = { name: 'review.reviews-due', aggregateId: accountId };
  const found = await platform.em().find(OutboxMessage, where, { orderBy: { sequence: 'asc' } });
  return found.map(({ payload }) => payload);
};

it('tells each reviewer of a base, once a day, what is late and what soon will be', async () => {
  // five working days: until the 20th, 23rd, 24th and 25th, of which the last is not yet near
  for (const day of ['13', '16', '17', '18']) await submittedAt(`2026-11-${day}T10:00:00`);
  const [anna, bo] = [await aReviewer(), await aReviewer()];
  await Promise.all([runs(), runs(), runs()]);
  await runs();
  for (const reviewer of [anna, bo]) {
    expect(await reminders(reviewer)).toMatchObject([
      { aggregateVersion: 20261123, overdue: 1, dueSoon: 2, earliestDueAt: '2026-11-20T16:00:00.000Z' },
    ]);
  }
  platform.clock.moveTo(inChina('2026-11-24T09:00:00'));
  await runs();
  expect(await reminders(anna)).toMatchObject([{}, { aggregateVersion: 20261124, overdue: 2, dueSoon: 2 }]);
});

it('sums over the bases that one reviewer acts for, and leaves out what was decided', async () => {
  const other = randomUUID();
  await submittedAt('2026-11-13T10:00:00', other);
  await submittedAt('2026-11-12T10:00:00');
  const { id } = await submittedAt('2026-11-11T10:00:00');
  const decider = desk.administrator();
  await desk.claim(id, decider);
  await desk.decide(id, decider);
  const both = await aReviewer([desk.baseId, other]);
  await runs();
  expect(await reminders(both)).toMatchObject([{ overdue: 2, dueSoon: 0, earliestDueAt: '2026-11-19T16:00:00.000Z' }]);
});

it('tells nobody before nine, on a day off, of nothing, of another base, or whose account is disabled', async () => {
  await submittedAt('2026-11-13T10:00:00');
  const reviewer = await aReviewer();
  const [elsewhere, disabled] = [await aReviewer([randomUUID()]), await aReviewer([desk.baseId], { active: false })];
  for (const moment of ['2026-11-23T08:59:59', '2026-11-22T12:00:00', '2026-10-01T12:00:00']) {
    platform.clock.moveTo(inChina(moment));
    await runs();
  }
  expect(await reminders(reviewer)).toEqual([]);
  platform.clock.moveTo(inChina('2026-11-23T09:00:00'));
  await runs();
  expect(await reminders(reviewer)).toHaveLength(1);
  expect([await reminders(elsewhere), await reminders(disabled)]).toEqual([[], []]);
});

it('begins as many working days before the limit as the province says', async () => {
  const province = { token: platform.token({ roles: ['province_admin'] }) };
  const rules = async () => (await platform.call('GET', '/management/reviews/rules', province)).body;
  const before = await rules();
  const change = async (remindWorkingDays: number) => {
    const { version } = await rules();
    const body = { limitWorkingDays: 5, differentReviewers: false, reasons: before.reasons, remindWorkingDays };
    const headers = { 'if-match': `"${version}"` };
    return platform.call('PUT', '/management/reviews/rules', { ...province, body, headers });
  };
  expect(before).toMatchObject({ remindWorkingDays: 1 });
  expect(await change(6)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/remindWorkingDays' }] } });
  await submittedAt('2026-11-17T10:00:00');
  const reviewer = await aReviewer();
  await change(0);
  await runs();
  expect(await reminders(reviewer)).toEqual([]);
  await change(1);
  await runs();
  expect(await reminders(reviewer)).toMatchObject([{ overdue: 0, dueSoon: 1 }]);
});
