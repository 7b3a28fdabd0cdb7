import { type ActionOf, defineLifecycle, type StateOf } from '../../../platform/lifecycle/lifecycle.js';

/** What becomes of one person on an admission list. */
export const admissionListEntryLifecycle = defineLifecycle({
  name: 'admission-list-entry',
  initial: 'listed',
  meaning: {
    listed: { zh: '拟公示', en: 'listed' },
    publicized: { zh: '公示中', en: 'publicized' },
    admitted: { zh: '已录取', en: 'admitted' },
    refused: { zh: '不予录取', en: 'refused' },
    withdrawn: { zh: '已撤下', en: 'taken off' },
  },
  steps: [
    { action: 'publicize', from: ['listed'], to: 'publicized' },
    { action: 'admit', from: ['publicized'], to: 'admitted' },
    { action: 'refuse', from: ['publicized'], to: 'refused' },
    { action: 'withdraw', from: ['listed', 'publicized'], to: 'withdrawn' },
  ],
});

export type AdmissionListEntryStatus = StateOf<typeof admissionListEntryLifecycle>;
export type AdmissionListEntryAction = ActionOf<typeof admissionListEntryLifecycle>;

/** The states that take up a place of the plan, and that the public page shows. */
export const takingAPlace = ['publicized', 'admitted'] as const satisfies AdmissionListEntryStatus[];
