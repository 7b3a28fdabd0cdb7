import { type ActionOf, defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

export const baseLifecycle = defineLifecycle({
  name: 'recruitment.base',
  initial: 'active',
  meaning: {
    active: { zh: '正常', en: 'active' },
    suspended: { zh: '已暂停', en: 'suspended' },
  },
  steps: [
    { action: 'suspend', from: ['active'], to: 'suspended' },
    { action: 'resume', from: ['suspended'], to: 'active' },
  ],
});

export type BaseStatus = StateOf<typeof baseLifecycle>;
export type BaseAction = ActionOf<typeof baseLifecycle>;
