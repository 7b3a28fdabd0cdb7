import { chinaDate } from '../../platform/clock/china-date.js';

const inChina = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', ...options });

const day = inChina({ year: 'numeric', month: 'long', day: 'numeric' });
const weekday = inChina({ weekday: 'long' });
const time = inChina({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
/** The instant at which the China day after the instant's own begins. */
export const endOfChinaDay = (instant: Date): Date =>
  new Date(new Date(`${chinaDate(instant)}T00:00:00+08:00`).getTime() + 24 * 60 * 60 * 1000);

/** `2026年12月20日（星期日）09:00—11:30`; the end's own date is written when it is another day. */
export function chinaPeriod(from: Date, to: Date | null): string {
  const start = `${dated(from)}${time.format(from)}`;
  if (to === null) return start;
  const end = chinaDate(from) === chinaDate(to) ? time.format(to) : `${dated(to)}${time.format(to)}`;
  return `${start}—${end}`;
}

const dated = (instant: Date) => `${day.format(instant)}（${weekday.format(instant)}）`;
