import { randomUUID } from 'node:crypto';
import type { SealedDecision } from '../decisions/sealed-decision.js';
import { CLAIM_MINUTES, ReviewCase } from './review-case.entity.js';
import { reviewCaseLifecycle } from './review-case.lifecycle.js';
import { ReviewedApplication } from './reviewed-application.entity.js';

const NOW = new Date('2026-11-23T02:00:00Z');
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const [ANNA, BO] = [randomUUID(), randomUUID()];
const PASS: SealedDecision = { outcome: 'passed', reason: null, findings: [], documents: [] };

const aCase = () =>
  ReviewCase.open({
    applicationId: randomUUID(),
    stage: 'first',
    revision: 2,
    submission: null,
    pagesWithoutCode: null,
    firstReviewedBy: null,
    applicantKey: null,
    applicationVersion: 4,
    planId: randomUUID(),
    baseId: randomUUID(),
    batchId: randomUUID(),
    specialty: 'clinical',
    maskedApplicantName: '张*明',
    sendingUnit: '示例医院',
    submittedAt: NOW,
  });

const codeOf = (act: () => void): unknown => {
  try {
    act();
  } catch (error) {
    return (error as { spec: { code: string } }).spec.code;
  }
  throw new Error('it was not refused');
};

describe('a claim', () => {
  it('keeps everybody else out until the minute it runs out, and then nobody', () => {
    const reviewCase = aCase();
    reviewCase.claim(ANNA, NOW);
    const last = new Date(minutesLater(CLAIM_MINUTES).getTime() - 1);
    expect(codeOf(() => reviewCase.claim(BO, last))).toBe('review.claimed-by-another');
    expect(codeOf(() => reviewCase.decide(PASS, BO, last))).toBe('review.claimed-by-another');
    expect(reviewCase.statusAt(last)).toBe('claimed');
    expect(reviewCase.statusAt(minutesLater(CLAIM_MINUTES))).toBe('waiting');
    reviewCase.claim(BO, minutesLater(CLAIM_MINUTES));
    expect(reviewCase.holderAt(minutesLater(CLAIM_MINUTES))?.claimedBy).toBe(BO);
  });

  it('is prolonged by its holder', () => {
    const reviewCase = aCase();
    reviewCase.claim(ANNA, NOW);
    reviewCase.claim(ANNA, minutesLater(20));
    expect(reviewCase.holderAt(minutesLater(45))).toEqual({ claimedBy: ANNA, claimedUntil: minutesLater(50) });
  });

  it('is needed for a decision, and one that ran out is none', () => {
    const reviewCase = aCase();
    expect(codeOf(() => reviewCase.decide(PASS, ANNA, NOW))).toBe('review.not-claimed');
    reviewCase.claim(ANNA, NOW);
    expect(codeOf(() => reviewCase.decide(PASS, ANNA, minutesLater(CLAIM_MINUTES)))).toBe('review.not-claimed');
    expect(reviewCase.decidedBy).toBeNull();
  });

  it('given back lets another take the case', () => {
    const reviewCase = aCase();
    reviewCase.claim(ANNA, NOW);
    expect(codeOf(() => reviewCase.release(BO, NOW))).toBe('review.claimed-by-another');
    reviewCase.release(ANNA, NOW);
    expect(codeOf(() => reviewCase.release(ANNA, NOW))).toBe('review.not-claimed');
    reviewCase.claim(BO, NOW);
    expect(reviewCase.holderAt(NOW)?.claimedBy).toBe(BO);
  });
});

describe('a case', () => {
  it('is decided once, and the second is told who decided and when', () => {
    const reviewCase = aCase();
    reviewCase.claim(ANNA, NOW);
    reviewCase.decide({ outcome: 'returned', reason: 'sealed', findings: [], documents: [] }, ANNA, NOW);
    expect(reviewCase).toMatchObject({ status: 'returned', claimedBy: null, claimedUntil: null, reason: 'sealed' });
    expect(reviewCase.whyNot('pass', BO, NOW)).toMatchObject({
      spec: { code: 'review.already-decided' },
      details: { members: { decidedBy: ANNA, decidedAt: NOW, outcome: 'returned' } },
    });
    expect(codeOf(() => reviewCase.closeBecause('withdrawn', NOW))).toBe('lifecycle.step-not-allowed');
  });

  it('closes with the claim on it, and says why', () => {
    const reviewCase = aCase();
    reviewCase.claim(ANNA, NOW);
    reviewCase.closeBecause('withdrawn', NOW);
    expect(reviewCase).toMatchObject({ status: 'closed', claimedBy: null, closedBecause: 'withdrawn' });
    expect(codeOf(() => reviewCase.claim(ANNA, NOW))).toBe('review.case-closed');
  });

  it('has a higher version after each step', () => {
    const reviewCase = aCase();
    reviewCase.claim(ANNA, NOW);
    reviewCase.release(ANNA, NOW);
    expect(reviewCase.version).toBe(3);
  });
});

describe('an application', () => {
  const knownAs = (version: number, status: ReviewedApplication['status'], revision: number) =>
    Object.assign(new ReviewedApplication(), { applicationId: randomUUID(), version, status, revision });

  it.each([
    { news: 'the very step that asked for the review', application: knownAs(4, 'submitted', 2), awaits: true },
    { news: 'nothing newer', application: knownAs(3, 'first_review_returned', 1), awaits: true },
    { news: 'the same state told once more', application: knownAs(5, 'submitted', 2), awaits: true },
    { news: 'a later revision', application: knownAs(6, 'submitted', 3), awaits: false },
    { news: 'a withdrawal', application: knownAs(5, 'withdrawn', 2), awaits: false },
    { news: 'a decision', application: knownAs(5, 'first_review_passed', 2), awaits: false },
  ])('of which is known $news, awaits its first review: $awaits', ({ application, awaits }) => {
    expect(application.awaits(aCase())).toBe(awaits);
  });
});

describe('the lifecycle of a review case', () => {
  it('reaches every state, and ends closed, since a decision can be taken back', () => {
    const reached = new Set([reviewCaseLifecycle.initial, ...reviewCaseLifecycle.steps.map(({ to }) => to)]);
    expect([...reached].sort()).toEqual([...reviewCaseLifecycle.states].sort());
    expect(reviewCaseLifecycle.states.filter((state) => reviewCaseLifecycle.isFinal(state))).toEqual(['closed']);
  });
});
