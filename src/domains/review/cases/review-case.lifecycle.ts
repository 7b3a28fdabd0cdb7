import { type ActionOf, defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

/** The life of one review case, in both stages alike. */
export const reviewCaseLifecycle = defineLifecycle({
  name: 'review-case',
  initial: 'waiting',
  meaning: {
    waiting: { zh: '待审核', en: 'waiting' },
    claimed: { zh: '审核中', en: 'claimed' },
    passed: { zh: '审核通过', en: 'passed' },
    returned: { zh: '审核不通过', en: 'returned' },
    closed: { zh: '已关闭', en: 'closed' },
  },
  steps: [
    { action: 'claim', from: ['waiting'], to: 'claimed' },
    { action: 'renew', from: ['claimed'], to: 'claimed' },
    { action: 'take-over', from: ['claimed'], to: 'claimed' },
    { action: 'release', from: ['claimed'], to: 'waiting' },
    { action: 'lapse', from: ['claimed'], to: 'waiting' },
    { action: 'pass', from: ['claimed'], to: 'passed' },
    { action: 'return', from: ['claimed'], to: 'returned' },
    { action: 'take-back', from: ['passed', 'returned'], to: 'claimed' },
    { action: 'close', from: ['waiting', 'claimed'], to: 'closed' },
  ],
});

export type ReviewCaseStatus = StateOf<typeof reviewCaseLifecycle>;
export type ReviewCaseAction = ActionOf<typeof reviewCaseLifecycle>;

/** What an administrator may ask for; the other steps are the clock's and the application's. */
export const reviewActions = [
  'claim',
  'renew',
  'take-over',
  'release',
  'pass',
  'return',
  'take-back',
] as const satisfies ReviewCaseAction[];
export type ReviewAction = (typeof reviewActions)[number];
