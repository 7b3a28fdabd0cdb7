const calendar = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar date, `YYYY-MM-DD`, that an instant falls on in China. */
export const chinaDate = (instant: Date): string => calendar.format(instant);
