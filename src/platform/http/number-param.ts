import { Param, type PipeTransform } from '@nestjs/common';
import { InvalidRequest } from '../problems/platform.problems.js';

/** A whole number in the path, 0 to 2⁵³ − 1; anything else is refused with `request.invalid`. */
export const NumberParam = (name: string) => Param(name, new WholeNumber(name));

class WholeNumber implements PipeTransform<string | number, number> {
  constructor(private readonly name: string) {}

  /** The validation pipe, which comes before, has made a number of what looks like one. */
  transform(value: string | number): number {
    const number = Number(value);
    if (Number.isSafeInteger(number) && number >= 0) return number;
    throw new InvalidRequest({
      errors: [{ pointer: this.name, code: 'format', detail: { zh: '应为整数', en: 'must be a whole number' } }],
    });
  }
}
