/** GB/T 2260 code of 广西壮族自治区. */
const PROVINCE = '45';

export interface TicketPlace {
  /** Four digits. */
  readonly year: number;
  /** Of the exam among the province's exams of the year, from 1. */
  readonly exam: number;
  /** Of the room in the exam, from 1. */
  readonly room: number;
  /** Of the seat in the room, from 1. */
  readonly seat: number;
}

/**
 * 准考证号, 15 digits: province 45 (2), year (4), exam of the year in the province (3), room (2), seat (3), check
 * digit (1) by ISO/IEC 7064 MOD 11,10, which finds every wrong digit and nearly every swap of two neighbours.
 */
export function ticketNumber({ year, exam, room, seat }: TicketPlace): string {
  const digits = [PROVINCE, padded(year, 4), padded(exam, 3), padded(room, 2), padded(seat, 3)].join('');
  return digits + checkDigit(digits);
}

/** Whether it has the form of a ticket number of ours and its check digit is right; says nothing of whether it was issued. */
export const isTicketNumber = (number: string): boolean =>
  /^45\d{13}$/.test(number) && checkDigit(number.slice(0, -1)) === number.at(-1);

/** The check digit of a row of digits by ISO/IEC 7064 MOD 11,10. */
export function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}

function padded(value: number, length: number): string {
  const text = String(value).padStart(length, '0');
  if (!/^\d+$/.test(text) || text.length !== length) throw new RangeError(`${value} has no place in a ticket number`);
  return text;
}
