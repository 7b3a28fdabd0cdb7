import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ReviewDesk, type Reviewer } from '../../../../test/support/review-desk.js';
import { SignaturePagesSubmitted } from '../../applications/contracts/index.js';
import { ReviewCase } from './review-case.entity.js';

let platform: TestPlatform;
let desk: ReviewDesk;
let anna: Reviewer;
let bo: Reviewer;

beforeAll(async () => {
  platform = await startTestPlatform('review');
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.clock.moveTo(TEST_NOW);
  desk = new ReviewDesk(platform);
  anna = desk.administrator();
  bo = desk.administrator();
});

describe('a case whose application moves on', () => {
  it('closes by itself when the application is withdrawn, also in somebody’s hands', async () => {
    const application = desk.anApplication();
    await desk.submit(application);
    const { id } = await desk.caseOf(application);
    await desk.claim(id, anna);
    await desk.change(application, 2, 'withdraw', 'withdrawn');
    await eventually('the case to be closed', async () =>
      expect(await desk.stored(id)).toMatchObject({ status: 'closed', closedBecause: 'withdrawn', claimedBy: null }),
    );
    expect(await desk.decide(id, anna)).toMatchObject({
      status: 409,
      body: { code: 'review.case-closed', closedBecause: 'withdrawn' },
    });
    for (const act of ['claim', 'renew', 'release', 'takeOver'] as const) {
      expect(await desk[act](id, anna)).toMatchObject({
        status: 409,
        body: { code: 'review.case-closed', closedBecause: 'withdrawn' },
      });
    }
  });

  it('opens closed when the withdrawal was heard of first', async () => {
    const application = desk.anApplication();
    await desk.change(application, 2, 'withdraw', 'withdrawn');
    await desk.settled(application);
    await desk.submit(application);
    await desk.settled(application);
    expect(await desk.caseOf(application)).toMatchObject({ status: 'closed', closedBecause: 'withdrawn' });
  });

  it('ends the same however the events of one application race', async () => {
    const applications = Array.from({ length: 8 }, () => desk.anApplication());
    await Promise.all(
      applications.flatMap((application) => [
        desk.change(application, 2, 'withdraw', 'withdrawn'),
        desk.submit(application),
        desk.change(application, 1, 'submit', 'submitted'),
      ]),
    );
    for (const application of applications) {
      await desk.settled(application);
      expect(await desk.caseOf(application)).toMatchObject({ status: 'closed', closedBecause: 'withdrawn' });
    }
  });

  it('stays open when older news arrive late', async () => {
    const application = desk.anApplication({ aggregateVersion: 3, revision: 2 });
    await desk.submit(application);
    await desk.change({ ...application, revision: 1 }, 2, 'return-from-first-review', 'first_review_returned');
    await desk.change(application, 3, 'resubmit', 'submitted');
    await desk.settled(application);
    expect((await desk.caseOf(application)).status).toBe('waiting');
  });

  it('stays as it was decided when the application follows the decision', async () => {
    const application = desk.anApplication();
    await desk.submit(application);
    const { id } = await desk.caseOf(application);
    await desk.claim(id, anna);
    await desk.decide(id, anna);
    await desk.change(application, 2, 'pass-first-review', 'first_review_passed');
    await desk.settled(application);
    expect((await desk.stored(id)).status).toBe('passed');
  });
});

describe('the next review of an application', () => {
  it('gets a case of its own with what the one before found', async () => {
    const application = desk.anApplication();
    await desk.submit(application);
    const first = await desk.caseOf(application);
    await desk.claim(first.id, anna);
    const findings = [{ pointer: '/attachments/photo', comment: '请换白底照片' }];
    await desk.decide(first.id, anna, { outcome: 'returned', reason: '照片不合格', findings });
    await desk.submit({ ...application, aggregateVersion: 3, revision: 2 });
    const next = await eventually('the new case', () =>
      platform.em().findOneOrFail(ReviewCase, { applicationId: application.aggregateId, revision: 2 }),
    );
    const { body } = await platform.call('GET', `/management/reviews/${next.id}`, bo);
    expect(body).toMatchObject({
      status: 'waiting',
      reason: null,
      previousReview: { stage: 'first', revision: 1, outcome: 'returned', reason: '照片不合格', findings },
    });
    expect((await platform.call('GET', `/management/reviews/${first.id}`, bo)).body.previousReview).toBeNull();
  });

  it('is a second review for each set of signature pages', async () => {
    const application = desk.anApplication({ aggregateVersion: 5 });
    await platform.publish(SignaturePagesSubmitted, { ...application, submission: 1, pageCount: 2 });
    const second = await desk.caseOf(application, 'second');
    expect(second).toMatchObject({ submission: 1, revision: 1, status: 'waiting' });
    await desk.claim(second.id, anna);
    await desk.decide(second.id, anna, { outcome: 'returned', reason: '缺少公章' });
    expect((await desk.decisionsOf(second.id))[0]?.payload).toMatchObject({ stage: 'second', submission: 1 });
    await platform.publish(SignaturePagesSubmitted, {
      ...application,
      aggregateVersion: 7,
      submission: 2,
      pageCount: 2,
      pagesWithoutCode: 1,
    });
    const next = await eventually('the case of the second set', () =>
      platform.em().findOneOrFail(ReviewCase, { applicationId: application.aggregateId, submission: 2 }),
    );
    expect(next.status).toBe('waiting');
    const pagesWithoutCode = async ({ id }: { id: string }) =>
      (await platform.call('GET', `/management/reviews/${id}`, bo)).body.pagesWithoutCode;
    expect([await pagesWithoutCode(second), await pagesWithoutCode(next)]).toEqual([null, 1]);
  });
});
