import chineseDays from 'chinese-days';

const DAY = 24 * 60 * 60 * 1000;
const CHINA_OFFSET = 8 * 60 * 60 * 1000;

/** When a period of working days is over. */
export interface EndOfPeriod {
  /** The midnight, in China, after the last of the working days. */
  readonly endsAt: Date;
  /** False when a year was touched whose holidays are not published yet: only its weekends were left out. */
  readonly holidaysKnown: boolean;
}

/** The end of the `count`-th working day after the day, in China, on which `start` falls; that day itself counts for nothing. */
export function endOfWorkingDays(start: Date, count: number): EndOfPeriod {
  let day = chinaDay(start);
  let holidaysKnown = true;
  for (let counted = 0; counted < count;) {
    day = new Date(day.getTime() + DAY);
    if (isWorkingDay(day)) counted += 1;
    holidaysKnown &&= holidaysKnownOf(day.getUTCFullYear());
  }
  return { endsAt: new Date(day.getTime() + DAY - CHINA_OFFSET), holidaysKnown };
}

/**
 * The midnight, in China, before the last `count` working days that were over at `now`: for what came before it,
 * `endOfWorkingDays` has passed, and for nothing else.
 */
export function beginOfLastWorkingDays(now: Date, count: number): Date {
  let day = chinaDay(now);
  for (let counted = 0; counted < count;) {
    day = new Date(day.getTime() - DAY);
    if (isWorkingDay(day)) counted += 1;
  }
  return new Date(day.getTime() - CHINA_OFFSET);
}

/**
 * Whether the State Council's calendar is in the package for that year. For any other year it answers weekends only;
 * the National Day tells the two apart, being a named holiday in every calendar.
 */
export const holidaysKnownOf = (year: number): boolean =>
  chineseDays.getDayDetail(localNoon(new Date(Date.UTC(year, 9, 1)))).name.includes(',');

/** Whether people work on the day, in China, on which `instant` falls. */
export const isWorkingDayAt = (instant: Date): boolean => isWorkingDay(chinaDay(instant));

/** The date in China, `YYYY-MM-DD`. */
export const chinaDate = (instant: Date): string => chinaDay(instant).toISOString().slice(0, 10);

/** The hour of the day in China, from 0. */
export const chinaHour = (instant: Date): number => new Date(instant.getTime() + CHINA_OFFSET).getUTCHours();

/** A weekday that is no holiday, or a weekend day that is worked instead of one (调休). */
const isWorkingDay = (day: Date): boolean => chineseDays.isWorkday(localNoon(day));

/** The calendar day in China as that day's midnight in UTC, which is easy to count with. China keeps one offset, all year. */
const chinaDay = (instant: Date): Date => new Date(Math.floor((instant.getTime() + CHINA_OFFSET) / DAY) * DAY);

// the package reads a date's fields in the machine's zone: noon of the same day there is that day wherever it runs
const localNoon = (day: Date): Date => new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 12);
