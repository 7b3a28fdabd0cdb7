import { applicationActions, applicationStatuses, applicationStatusNames, finalStatuses } from '../contracts/index.js';
import { applicationLifecycle as lifecycle, canStillCome } from './application.lifecycle.js';

describe('the life of an application', () => {
  it('has the states of the contracts, in their order and with their Chinese names', () => {
    expect(lifecycle.states).toEqual([...applicationStatuses]);
    for (const status of applicationStatuses) expect(lifecycle.meaning[status].zh).toBe(applicationStatusNames[status]);
  });

  it('has every action of the contracts, and no other beside the first submission', () => {
    expect(new Set(['submit', ...lifecycle.actions])).toEqual(new Set(applicationActions));
  });

  it('reaches every state from a submission', () => {
    const reached = new Set<string>([lifecycle.initial]);
    for (const state of reached) {
      for (const { from, to } of lifecycle.steps) if (from.some((known) => known === state)) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...applicationStatuses].sort());
  });

  it('ends where nothing follows', () => {
    expect(lifecycle.states.filter((state) => lifecycle.isFinal(state))).toEqual([
      'not_admitted',
      'graduated',
      'withdrawn',
    ]);
    expect(finalStatuses).toEqual(lifecycle.states.filter((state) => lifecycle.isFinal(state)));
  });

  it('lets a trainee withdraw in every state before publicity, and in none after', () => {
    const withdrawable = lifecycle.states.filter((state) => lifecycle.allows(state, 'withdraw'));
    expect(withdrawable).toEqual([
      'submitted',
      'first_review_passed',
      'first_review_returned',
      'signature_submitted',
      'second_review_passed',
      'second_review_returned',
    ]);
  });

  it('leads one action to one state', () => {
    for (const action of lifecycle.actions) {
      expect(lifecycle.steps.filter((step) => step.action === action)).toHaveLength(1);
    }
  });

  it('knows what can still come', () => {
    expect(canStillCome('admitted', 'graduate')).toBe(true);
    expect(canStillCome('training_completed', 'fail-exam')).toBe(true);
    expect(canStillCome('in_training', 'start-training')).toBe(false);
    expect(canStillCome('withdrawn', 'publicize')).toBe(false);
  });
});
