import { Param, type PipeTransform } from '@nestjs/common';
import { InvalidRequest } from '../problems/platform.problems.js';

/** What an integer column of PostgreSQL holds at most. */
const LARGEST_INTEGER = 2 ** 31 - 1;

/** A whole number from 1 in the path; anything else, and what no integer column can hold, is refused with `request.invalid`. */
export const NumberParam = (name: string) => Param(name, new PositiveInteger(name));

class PositiveInteger implements PipeTransform<string | number, number> {
  constructor(private readonly name: string) {}

  /** The validation pipe, which comes before, has made a number of what looks like one. */
  transform(value: string | number): number {
    const number = Number(value);
    if (Number.isInteger(number) && number >= 1 && number <= LARGEST_INTEGER) return number;
    throw new InvalidRequest({
      errors: [{ pointer: this.name, code: 'format', detail: { zh: '应为正整数', en: 'must be a positive integer' } }],
    });
  }
}
