import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { plantCases } from '../../../../test/support/many-cases.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { sizeOf } from '../../../../test/support/stress.js';
import { ReviewDesk, type Reviewer } from '../../../../test/support/review-desk.js';

const REVIEWERS = sizeOf(20, 8);
const CASES = sizeOf(500, 80);

let platform: TestPlatform;
let desk: ReviewDesk;
beforeAll(async () => {
  platform = await startTestPlatform('review');
  desk = new ReviewDesk(platform);
});
afterAll(() => platform.stop());

interface Answer {
  readonly status: number;
  readonly body: any;
}

it('many reviewers with many cases at once leave each decided once, and no claim', async () => {
  const { baseId } = await plantCases(platform, CASES, { waitingOfFive: 5 });
  const reviewers = Array.from({ length: REVIEWERS }, () => desk.administrator(randomUUID(), baseId));
  const accepted: string[] = [];
  const refused: string[] = [];
  const note = (id: string, { status, body }: Answer) => (status === 200 ? accepted.push(id) : refused.push(body.code));

  // drawn in advance, so that a failure can be played again
  const moods = fc.sample(fc.integer({ min: 0, max: 9 }), { numRuns: 5000, seed: 20261128 });
  async function reviews(reviewer: Reviewer): Promise<void> {
    for (;;) {
      const { status, body: next } = await desk.next(reviewer);
      if (status === 409) return;
      const colleague = reviewers[(moods.pop() ?? 0) % REVIEWERS] as Reviewer;
      const mood = moods.pop() ?? 9;
      const seen = { version: next.version };
      if (mood === 0) await desk.release(next.id, reviewer);
      else if (mood === 1) await desk.takeOver(next.id, colleague);
      else if (mood === 2) await desk.renew(next.id, reviewer);
      const decisions = [desk.decide(next.id, reviewer, { outcome: 'returned', reason: '材料不齐' }, seen)];
      // a double click, and a colleague who thinks the case is theirs
      if (mood === 3) decisions.push(desk.decide(next.id, reviewer, { outcome: 'passed' }, seen));
      if (mood === 1) decisions.push(desk.decide(next.id, colleague));
      for (const answer of await Promise.all(decisions)) note(next.id, answer);
    }
  }
  await Promise.all(reviewers.map(reviews));
  // what was let go or taken over by somebody who had left is there for a batch
  const left = (await platform.call('GET', '/management/reviews?state=claimed&limit=100', reviewers[0])).body.items;
  for (const { id, claimedBy } of left) {
    const holder = reviewers.find((reviewer) => reviewer.id === claimedBy) as Reviewer;
    note(id, await desk.decide(id, holder));
  }

  expect(accepted).toHaveLength(CASES);
  expect(new Set(accepted).size).toBe(CASES);
  const [counted] = await platform.em().execute(
    `select count(*) filter (where status in ('passed', 'returned'))::int as decided,
            count(*) filter (where claimed_by is not null)::int as claims,
            (select count(*)::int from platform.outbox_message where name = 'review.case-decided') as told,
            (select count(distinct aggregate_id)::int from platform.outbox_message where name = 'review.case-decided') as of
     from review.review_case`,
  );
  expect(counted).toEqual({ decided: CASES, claims: 0, told: CASES, of: CASES });
  // there was something to refuse
  expect(refused).toEqual(expect.arrayContaining(['review.claimed-by-another', 'review.already-decided']));
}, 120_000);
