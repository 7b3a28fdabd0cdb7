import { type ActionOf, defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

/** What becomes of a wish to take a decision back. */
export const takeBackLifecycle = defineLifecycle({
  name: 'take-back',
  initial: 'asked',
  meaning: {
    asked: { zh: '撤回中', en: 'asked for' },
    done: { zh: '已撤回', en: 'taken back' },
    refused: { zh: '未能撤回', en: 'refused' },
  },
  steps: [
    { action: 'complete', from: ['asked'], to: 'done' },
    { action: 'refuse', from: ['asked'], to: 'refused' },
  ],
});

export type TakeBackState = StateOf<typeof takeBackLifecycle>;
export type TakeBackAction = ActionOf<typeof takeBackLifecycle>;
