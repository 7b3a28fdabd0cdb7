import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import type { ChangePlanRequest } from './plans.dto.js';

/** Refuses a training that ends before it begins, naming the field. */
export function requirePeriod({ trainingStartsOn, trainingEndsOn }: ChangePlanRequest): void {
  if (!trainingStartsOn || !trainingEndsOn || trainingStartsOn <= trainingEndsOn) return;
  throw new InvalidRequest({
    errors: [
      {
        pointer: '/trainingEndsOn',
        code: 'range',
        detail: { zh: '结束日期不能早于开始日期', en: 'must not be before trainingStartsOn' },
      },
    ],
  });
}
