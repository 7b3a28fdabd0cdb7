import { type ActionOf, defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

/** The life of a list of those who are proposed for admission (拟录取名单). */
export const admissionListLifecycle = defineLifecycle({
  name: 'admission-list',
  initial: 'draft',
  meaning: {
    draft: { zh: '草稿', en: 'draft' },
    published: { zh: '公示中', en: 'published' },
    ended: { zh: '公示结束', en: 'ended' },
  },
  steps: [
    { action: 'replace-entries', from: ['draft'], to: 'draft' },
    { action: 'publish', from: ['draft'], to: 'published' },
    { action: 'end', from: ['published'], to: 'ended' },
  ],
});

export type AdmissionListStatus = StateOf<typeof admissionListLifecycle>;
export type AdmissionListAction = ActionOf<typeof admissionListLifecycle>;

/** What an administrator may ask for; the end is the clock's. */
export const listActions = ['replace-entries', 'publish'] as const satisfies AdmissionListAction[];
export type ListAction = (typeof listActions)[number];
