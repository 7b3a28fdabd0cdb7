import { type ActionOf, defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

export const examLifecycle = defineLifecycle({
  name: 'exams.exam',
  initial: 'draft',
  meaning: {
    draft: { zh: '草稿', en: 'draft' },
    seated: { zh: '已编排座位', en: 'seats arranged' },
    published: { zh: '已发布准考证', en: 'tickets published' },
    results_published: { zh: '已公布成绩', en: 'results published' },
  },
  steps: [
    { action: 'change', from: ['draft'], to: 'draft' },
    { action: 'change', from: ['seated'], to: 'seated' },
    { action: 'add-room', from: ['draft'], to: 'draft' },
    { action: 'add-room', from: ['seated'], to: 'seated' },
    // an arrangement does not outlive one of its rooms
    { action: 'remove-room', from: ['draft', 'seated'], to: 'draft' },
    { action: 'arrange-seats', from: ['draft', 'seated'], to: 'seated' },
    { action: 'publish', from: ['seated'], to: 'published' },
    { action: 'enter-results', from: ['published'], to: 'published' },
    { action: 'publish-results', from: ['published'], to: 'results_published' },
  ],
});

export type ExamStatus = StateOf<typeof examLifecycle>;
export type ExamAction = ActionOf<typeof examLifecycle>;
