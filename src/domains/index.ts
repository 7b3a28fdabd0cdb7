import type { Domain } from '../platform/domain.js';

/** Every domain that a process can run, in the order in which API documents list them. */
export const domains: readonly Domain[] = [];
