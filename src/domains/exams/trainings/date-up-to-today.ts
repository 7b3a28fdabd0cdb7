import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { chinaDate } from '../../../platform/clock/china-date.js';

/** The date that was given, or today in China; what lies ahead is refused at `pointer`. */
export function dateUpToToday(pointer: string, given: string | undefined, now: Date): string {
  const today = chinaDate(now);
  if (given === undefined || given <= today) return given ?? today;
  throw new InvalidRequest({
    errors: [{ pointer, code: 'range', detail: { zh: '不能晚于今天', en: 'must not be after today' } }],
  });
}
