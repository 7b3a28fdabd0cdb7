import { commonPasswords } from './common-passwords.js';
import type { Fault } from '../identity/fault.js';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 16;

// the shortest piece of a phone or ID number that counts as built from it; a birth date without its century is six
const PIECE = 6;

export const strengths = ['weak', 'medium', 'strong'] as const;
export type Strength = (typeof strengths)[number];

/** The one form of a password, so that it is the same from every keyboard (NIST SP 800-63B, 5.1.1.2). */
export const normalisePassword = (typed: string): string => typed.normalize('NFKC');

/**
 * What is wrong with a normalised password: 8 to 16 characters with a letter and a digit, none of the commonly used, not
 * built from `personal` (phone, ID number) in either direction.
 */
export function passwordFaults(password: string, personal: readonly string[] = []): Fault[] {
  const { length } = [...password];
  const faults: [boolean, string, string, string][] = [
    [length < PASSWORD_MIN || length > PASSWORD_MAX, 'length', '密码长度应为 8 至 16 位', 'must be 8 to 16 characters'],
    [!/\p{L}/u.test(password), 'no-letter', '密码须包含字母', 'needs a letter'],
    [!/\d/.test(password), 'no-digit', '密码须包含数字', 'needs a digit'],
    [/\p{Cc}/u.test(password), 'control-character', '密码不能包含控制字符', 'must not hold control characters'],
    [commonPasswords.has(password.toLowerCase()), 'common', '密码过于常见', 'is commonly used'],
    [
      personal.some((value) => isBuiltFrom(password, value)),
      'personal',
      '密码不能由手机号码或身份证号码组成',
      'must not be built from the phone or ID number',
    ],
  ];
  return faults.filter(([applies]) => applies).map(([, code, zh, en]) => ({ code, detail: { zh, en } }));
}

/** 弱, 中 or 强; what is not accepted at all is weak. */
export function strengthOf(password: string, personal: readonly string[] = []): Strength {
  if (passwordFaults(password, personal).length > 0) return 'weak';
  const characters = [...password];
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const points =
    classes -
    2 +
    Number(characters.length >= 10) +
    Number(characters.length >= 13) -
    Number(new Set(characters).size < 6) * 2 -
    Number(hasRun(password.toLowerCase()));
  if (points <= 0) return 'weak';
  return points < 3 ? 'medium' : 'strong';
}

function isBuiltFrom(password: string, value: string): boolean {
  const lower = password.toLowerCase();
  const backwards = [...lower].reverse().join('');
  const pieces = Array.from({ length: Math.max(0, value.length - PIECE + 1) }, (_, at) =>
    value.slice(at, at + PIECE).toLowerCase(),
  );
  return pieces.some((piece) => lower.includes(piece) || backwards.includes(piece));
}

/** Four characters in a row that repeat, count up or count down: `aaaa`, `1234`, `dcba`. */
function hasRun(text: string): boolean {
  const steps = Array.from({ length: text.length - 1 }, (_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at));
  return steps.some((step, at) => Math.abs(step) <= 1 && step === steps[at + 1] && step === steps[at + 2]);
}
