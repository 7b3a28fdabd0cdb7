import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import type { FieldError } from '../../../platform/problems/problem.js';
import type { EnteredResult } from './result.dto.js';

interface Place {
  readonly id: string;
  readonly ticketNumber?: string | null;
}

/** Finds the seat of each result; refuses the whole list, naming each row that is off, unless every row is right. */
export function matchResults<Seat extends Place>(
  results: readonly EnteredResult[],
  seats: readonly Seat[],
): { seat: Seat; result: EnteredResult }[] {
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  const matched = results.flatMap((result, index) => {
    const seat = seats.find(({ id, ticketNumber }) =>
      result.seatId === undefined ? ticketNumber === result.ticketNumber : id === result.seatId.toLowerCase(),
    );
    const error = whatIsWrong(result, seat, seen);
    if (error) errors.push({ ...error, pointer: `/results/${index}${error.pointer}` });
    if (error || !seat) return [];
    seen.add(seat.id);
    return [{ seat, result }];
  });
  if (errors.length > 0) throw new InvalidRequest({ errors });
  return matched;
}

function whatIsWrong(result: EnteredResult, seat: Place | undefined, seen: Set<string>): FieldError | undefined {
  const { seatId, ticketNumber, outcome, score } = result;
  const pointer = seatId === undefined ? '/ticketNumber' : '/seatId';
  if ((seatId === undefined) === (ticketNumber === undefined)) {
    const detail = { zh: '准考证号与座位编号应当且只能填写一项', en: 'name either the ticket number or the seat' };
    return { pointer, code: 'required', detail };
  }
  if (!seat) {
    return { pointer, code: 'not-found', detail: { zh: '本场考试没有这名考生', en: 'is no candidate of this exam' } };
  }
  if (seen.has(seat.id)) {
    return { pointer, code: 'duplicate', detail: { zh: '同一考生重复出现', en: 'names a candidate twice' } };
  }
  if (outcome === 'absent' && score !== undefined && score !== null) {
    const detail = { zh: '缺考不应填写分数', en: 'an absent candidate has no score' };
    return { pointer: '/score', code: 'not-allowed', detail };
  }
  return undefined;
}
