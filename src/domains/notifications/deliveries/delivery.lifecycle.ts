import { defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

export const deliveryLifecycle = defineLifecycle({
  name: 'notifications.delivery',
  initial: 'pending',
  meaning: {
    pending: { zh: '待发送', en: 'pending' },
    failed: { zh: '发送失败，等待重试', en: 'failed, will be tried again' },
    sent: { zh: '已发送', en: 'sent' },
    expired: { zh: '已过期，未发送', en: 'expired, not sent' },
    dead: { zh: '多次发送失败，已停止', en: 'given up' },
  },
  steps: [
    { action: 'succeed', from: ['pending', 'failed'], to: 'sent' },
    { action: 'fail', from: ['pending', 'failed'], to: 'failed' },
    { action: 'expire', from: ['pending', 'failed'], to: 'expired' },
    { action: 'give-up', from: ['pending', 'failed'], to: 'dead' },
    { action: 'retry', from: ['dead'], to: 'pending' },
  ],
});

export type DeliveryStatus = StateOf<typeof deliveryLifecycle>;
