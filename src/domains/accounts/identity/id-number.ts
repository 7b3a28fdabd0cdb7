import type { Fault } from './fault.js';

const ADULT_YEARS = 18;
const CHINA_OFFSET_MILLISECONDS = 8 * 3600 * 1000;

// GB/T 2260, the first two digits; 71, 81 and 82 are Taiwan, Hong Kong and Macao, 83 the residence permit of Taiwan's
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

// ISO 7064 MOD 11-2, as GB 11643 has it
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

const fault = (code: string, zh: string, en: string): Fault[] => [{ code, detail: { zh, en } }];

/** The one form of an ID number: no spaces around, `x` as `X`. */
export const normaliseIdNumber = (typed: string): string => typed.trim().toUpperCase();

/** The check character that belongs to the first 17 digits (GB 11643). */
export function checkCharacter(digits: string): string {
  const sum = weights.reduce((total, weight, position) => total + weight * Number(digits[position]), 0);
  return checkCharacters.charAt(sum % 11);
}

/**
 * What is wrong with a normalised ID number: 18 characters of GB 11643 with a known province, a real date that is past,
 * the check character, and an owner who is 18 on the day that it is in China at `now`.
 */
export function idNumberFaults(idNumber: string, now: Date): Fault[] {
  if (!/^\d{17}[\dX]$/.test(idNumber)) {
    return fault('format', '身份证号码必须为 18 位', 'must be 17 digits and a digit or X');
  }
  if (!provinces.has(idNumber.slice(0, 2)))
    return fault('unknown-province', '身份证号码的地区不存在', 'has no known province');
  const born = birthDate(idNumber);
  const today = new Date(now.getTime() + CHINA_OFFSET_MILLISECONDS).toISOString().slice(0, 10);
  if (!isRealDate(born) || born < '1900' || born > today) {
    return fault('birth-date', '身份证号码中的出生日期不正确', 'holds no real past date of birth');
  }
  if (checkCharacter(idNumber) !== idNumber.at(-1)) {
    return fault('check-digit', '身份证号码校验位不正确，请核对', 'has a wrong check digit');
  }
  const adultOn = `${Number(born.slice(0, 4)) + ADULT_YEARS}${born.slice(4)}`;
  if (adultOn > today) return fault('under-age', '须年满 18 周岁', 'belongs to somebody under 18');
  return [];
}

/** `YYYY-MM-DD` as the number holds it. */
const birthDate = (idNumber: string): string =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;

function isRealDate(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
