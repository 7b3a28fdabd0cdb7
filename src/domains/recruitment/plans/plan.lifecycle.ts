import { type ActionOf, defineLifecycle } from '../../../platform/lifecycle/lifecycle.js';

export const planLifecycle = defineLifecycle({
  name: 'recruitment.plan',
  initial: 'draft',
  meaning: {
    draft: { zh: '草稿', en: 'draft' },
    published: { zh: '已发布', en: 'published' },
    closed: { zh: '已关闭', en: 'closed' },
  },
  steps: [
    { action: 'publish', from: ['draft'], to: 'published' },
    { action: 'close', from: ['published'], to: 'closed' },
    { action: 'change', from: ['draft'], to: 'draft' },
    { action: 'change', from: ['published'], to: 'published' },
  ],
});

export type PlanAction = ActionOf<typeof planLifecycle>;
