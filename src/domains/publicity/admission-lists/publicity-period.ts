import { PeriodTooLong, PeriodTooShort } from '../publicity.problems.js';
import { type EndOfPeriod, endOfWorkingDays } from '../../../platform/calendar/working-days.js';

/** What the field's rules ask for at least. */
export const PUBLICITY_WORKING_DAYS = 5;

/** A publicity cannot be taken back: a mistyped year must not keep everybody waiting. */
export const LONGEST_PUBLICITY_DAYS = 90;

/** The end of a publicity that begins now: the wished end, or the earliest that is allowed. */
export function publicityPeriod(now: Date, wish: string | undefined): EndOfPeriod {
  const earliest = endOfWorkingDays(now, PUBLICITY_WORKING_DAYS);
  if (wish === undefined) return earliest;
  const endsAt = new Date(wish);
  const latest = new Date(now.getTime() + LONGEST_PUBLICITY_DAYS * 24 * 60 * 60 * 1000);
  const members = { earliestEndsAt: earliest.endsAt, latestEndsAt: latest, holidaysKnown: earliest.holidaysKnown };
  if (endsAt < earliest.endsAt) {
    const detail = { zh: '公示期不足 5 个工作日', en: 'leaves fewer than 5 working days' };
    throw new PeriodTooShort({ errors: [{ pointer: '/endsAt', code: 'range', detail }], members });
  }
  if (endsAt > latest) {
    const detail = { zh: `公示期超过 ${LONGEST_PUBLICITY_DAYS} 天`, en: `lies beyond ${LONGEST_PUBLICITY_DAYS} days` };
    throw new PeriodTooLong({ errors: [{ pointer: '/endsAt', code: 'range', detail }], members });
  }
  return { endsAt, holidaysKnown: earliest.holidaysKnown };
}
