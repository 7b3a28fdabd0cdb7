import { type ActionOf, defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

export const trainingLifecycle = defineLifecycle({
  name: 'exams.training',
  initial: 'not_started',
  meaning: {
    not_started: { zh: '待开始', en: 'not started' },
    in_training: { zh: '培训中', en: 'in training' },
    completed: { zh: '轮转结束', en: 'training completed' },
    graduated: { zh: '已结业', en: 'graduated' },
  },
  steps: [
    { action: 'start', from: ['not_started'], to: 'in_training' },
    { action: 'complete', from: ['in_training'], to: 'completed' },
    { action: 'graduate', from: ['completed'], to: 'graduated' },
  ],
});

export type TrainingStatus = StateOf<typeof trainingLifecycle>;
export type TrainingAction = ActionOf<typeof trainingLifecycle>;

/** What an administrator can do with a record; graduation follows from a published result. */
export const trainingActions = ['start', 'complete'] as const satisfies TrainingAction[];
