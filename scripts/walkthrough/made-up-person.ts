import { randomInt } from 'node:crypto';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');
const two = (number: number): string => String(number).padStart(2, '0');

export interface MadeUpPerson {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly email: string;
  readonly password: string;
}

/** A person who does not exist, with a well-formed ID number (GB 11643) of Guangxi, another one at each call. */
export function madeUpPerson(name: string): MadeUpPerson {
  const born = `${randomInt(1980, 1999)}${two(randomInt(1, 13))}${two(randomInt(1, 29))}`;
  const body = `450103${born}${digits(3)}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  const phone = `19${digits(9)}`;
  return {
    name,
    idNumber: `${body}${CHECK_DIGITS[sum % 11]}`,
    phone,
    email: `trainee${phone.slice(-6)}@example.org`,
    password: `Peixun${digits(4)}`,
  };
}
