import fc from 'fast-check';
import {
  beginOfLastWorkingDays,
  chinaDate,
  chinaHour,
  endOfWorkingDays,
  holidaysKnownOf,
  isWorkingDayAt,
} from './working-days.js';

/** Midnight in China after `date`. */
const endOf = (date: string) => new Date(new Date(`${date}T00:00:00+08:00`).getTime() + 24 * 60 * 60 * 1000);
const inChina = (text: string) => new Date(`${text}+08:00`);

describe('five working days', () => {
  it.each([
    ['an ordinary Monday', '2026-11-23T10:00:00', '2026-11-30'],
    ['a Friday', '2026-11-20T10:00:00', '2026-11-27'],
    ['a Saturday', '2026-11-21T10:00:00', '2026-11-27'],
    ['the last minute of a day', '2026-11-23T23:59:59', '2026-11-30'],
    ['the first minute of a day', '2026-11-24T00:00:00', '2026-12-01'],
    ['before Mid-Autumn and National Day', '2026-09-24T10:00:00', '2026-10-09'],
    ['with a Saturday worked instead of a holiday (10 October)', '2026-10-08T10:00:00', '2026-10-14'],
    ['with a Sunday worked instead of a holiday (20 September)', '2026-09-18T10:00:00', '2026-09-24'],
    ['around the Spring Festival, 14 February worked', '2026-02-13T10:00:00', '2026-02-27'],
    ['around Labour Day, 9 May worked', '2026-04-29T10:00:00', '2026-05-09'],
  ])('after %s', (_, start, last) => {
    expect(endOfWorkingDays(inChina(start), 5)).toEqual({ endsAt: endOf(last), holidaysKnown: true });
  });

  it('are counted by weekends alone, and said to be, in a year whose holidays nobody knows yet', () => {
    expect(endOfWorkingDays(inChina('2093-09-28T10:00:00'), 5)).toEqual({
      endsAt: endOf('2093-10-05'),
      holidaysKnown: false,
    });
  });

  it('that reach into such a year say so, too', () => {
    const lastKnown = [...Array(200).keys()].map((years) => 2026 + years).find((year) => !holidaysKnownOf(year + 1));
    expect(endOfWorkingDays(inChina(`${lastKnown}-12-24T10:00:00`), 10).holidaysKnown).toBe(false);
    expect(endOfWorkingDays(inChina(`${lastKnown}-12-01T10:00:00`), 5).holidaysKnown).toBe(true);
  });
});

it('knows the holidays of 2026 and of the years before', () => {
  expect([2024, 2025, 2026, 2093].map(holidaysKnownOf)).toEqual([true, true, true, false]);
});

describe('the last working days', () => {
  it('begin where the holidays of a week lie between', () => {
    // 2026-10-01 to 10-07 are holidays, Saturday 10-10 is worked
    expect(beginOfLastWorkingDays(new Date('2026-10-09T02:00:00Z'), 1)).toEqual(new Date('2026-10-07T16:00:00Z'));
    expect(beginOfLastWorkingDays(new Date('2026-10-09T02:00:00Z'), 2)).toEqual(new Date('2026-09-29T16:00:00Z'));
  });

  it('are over for exactly what came before them', () => {
    const instant = fc.date({
      min: new Date('2025-01-01T00:00:00Z'),
      max: new Date('2026-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }), (start, days, count) => {
        const now = new Date(start.getTime() + days * 24 * 3600 * 1000);
        const isOver = endOfWorkingDays(start, count).endsAt <= now;
        expect(start < beginOfLastWorkingDays(now, count)).toBe(isOver);
      }),
    );
  });
});

it('tells the day and the hour in China, and whether it is worked', () => {
  expect(chinaHour(new Date('2026-09-30T16:59:59Z'))).toBe(0);
  expect(chinaHour(new Date('2026-09-30T15:00:00Z'))).toBe(23);
  expect(chinaDate(new Date('2026-09-30T16:00:00Z'))).toBe('2026-10-01');
  expect(isWorkingDayAt(new Date('2026-09-30T15:59:59Z'))).toBe(true);
  expect(isWorkingDayAt(new Date('2026-09-30T16:00:00Z'))).toBe(false);
  expect(isWorkingDayAt(inChina('2026-10-10T12:00:00'))).toBe(true);
});
