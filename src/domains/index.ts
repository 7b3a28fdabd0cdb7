import { accounts } from './accounts/accounts.module.js';
import { recruitment } from './recruitment/recruitment.module.js';
import { applications } from './applications/applications.module.js';
import { review } from './review/review.module.js';
import { publicity } from './publicity/publicity.module.js';
import { exams } from './exams/exams.module.js';
import { notifications } from './notifications/notifications.module.js';
import type { Domain } from '../platform/domain.js';

/** Every domain that a process can run, in the order in which API documents list them. */
export const domains: readonly Domain[] = [
  accounts,
  recruitment,
  applications,
  review,
  publicity,
  exams,
  notifications,
];
