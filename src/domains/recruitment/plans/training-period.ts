import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import type { FieldError } from '../../../platform/problems/problem.js';
import type { ChangePlanRequest } from './plans.dto.js';

type Period = Pick<ChangePlanRequest, 'trainingStartsOn' | 'trainingEndsOn'>;

/** What is wrong with a training that ends before it begins; undefined when nothing is. */
export function periodRefusal({ trainingStartsOn, trainingEndsOn }: Period): FieldError | undefined {
  if (!trainingStartsOn || !trainingEndsOn || trainingStartsOn <= trainingEndsOn) return undefined;
  return {
    pointer: '/trainingEndsOn',
    code: 'range',
    detail: { zh: '结束日期不能早于开始日期', en: 'must not be before trainingStartsOn' },
  };
}

/** Refuses a training that ends before it begins, naming the field. */
export function requirePeriod(period: Period): void {
  const error = periodRefusal(period);
  if (error) throw new InvalidRequest({ errors: [error] });
}
