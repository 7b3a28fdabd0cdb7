import { defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

/** The life of a file of applications; a try that ended with its process, or met an erasure, begins anew. */
export const applicationExportLifecycle = defineLifecycle({
  name: 'applications.export',
  initial: 'waiting',
  meaning: {
    waiting: { zh: '等待生成', en: 'waiting to be written' },
    running: { zh: '正在生成', en: 'being written' },
    done: { zh: '可以下载', en: 'ready to download' },
    failed: { zh: '未能生成', en: 'not written' },
  },
  steps: [
    { action: 'start', from: ['waiting', 'running'], to: 'running' },
    { action: 'begin-anew', from: ['waiting', 'running'], to: 'waiting' },
    { action: 'complete', from: ['running'], to: 'done' },
    { action: 'fail', from: ['waiting', 'running'], to: 'failed' },
  ],
});

export type ApplicationExportState = StateOf<typeof applicationExportLifecycle>;
