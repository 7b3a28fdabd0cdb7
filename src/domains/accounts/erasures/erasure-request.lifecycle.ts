import { type ActionOf, defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

/** The life of a trainee's request to be forgotten. */
export const erasureRequestLifecycle = defineLifecycle({
  name: 'accounts.erasure-request',
  initial: 'pending',
  meaning: {
    pending: { zh: '待处理', en: 'waiting for a decision' },
    approved: { zh: '已批准，正在删除', en: 'approved, being carried out' },
    completed: { zh: '已完成', en: 'completed' },
    refused: { zh: '已拒绝', en: 'refused' },
    cancelled: { zh: '已撤销', en: 'cancelled' },
  },
  steps: [
    { action: 'approve', from: ['pending'], to: 'approved' },
    { action: 'refuse', from: ['pending'], to: 'refused' },
    { action: 'cancel', from: ['pending'], to: 'cancelled' },
    { action: 'complete', from: ['approved'], to: 'completed' },
  ],
});

export type ErasureRequestStatus = StateOf<typeof erasureRequestLifecycle>;
export type ErasureRequestAction = ActionOf<typeof erasureRequestLifecycle>;

/** What an administrator decides, and what the trainee may still do; completing is the platform's. */
export const administratorActions = ['approve', 'refuse'] as const satisfies ErasureRequestAction[];
export const traineeActions = ['cancel'] as const satisfies ErasureRequestAction[];
