import { defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

/** The life of an export of everything that is held about a trainee. */
export const dataExportLifecycle = defineLifecycle({
  name: 'accounts.data-export',
  initial: 'collecting',
  meaning: {
    collecting: { zh: '正在收集', en: 'being collected' },
    ready: { zh: '可以下载', en: 'ready to download' },
    expired: { zh: '已过期', en: 'expired' },
    failed: { zh: '未能完成', en: 'not completed' },
  },
  steps: [
    { action: 'complete', from: ['collecting'], to: 'ready' },
    { action: 'fail', from: ['collecting'], to: 'failed' },
    { action: 'expire', from: ['ready'], to: 'expired' },
  ],
});

export type DataExportStatus = StateOf<typeof dataExportLifecycle>;
