import { checkCharacter } from '../../../src/domains/accounts/identity/id-number.js';

/** What a test typed or was given, and may stand in no log and no event. */
export interface Secret {
  /** `password`, `refresh token`… */
  readonly kind: string;
  readonly value: string;
}

/** A secret that was found where it must not be. */
export interface Leak {
  readonly kind: string;
  /** The line of the text that it stands in, from 0. */
  readonly line: number;
  /** The words around it, as they stand there. */
  readonly excerpt: string;
}

/** A leak and what it was found in. */
export interface LeakAt extends Leak {
  readonly where: string;
}

const EXCERPT = 160;

// ids and hashes in hexadecimal hold runs of digits that look like a phone now and then; an id that lacks its last digit
// is what made-up requests have in paths, for passwords and for tokens alike
const IDENTIFIERS = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{11,12}\b|\b[0-9a-f]{32,}\b/gi;
// and so do a log line's own figures, which are six digits long like a code
const FIGURES = /"(?:time|pid|level|milliseconds|status|port)":\d+(?:\.\d+)?/g;

interface Pattern {
  readonly kind: string;
  readonly form: RegExp;
  readonly isReal?: (found: string) => boolean;
}

/** What looks like a secret wherever it comes from. */
const patterns: readonly Pattern[] = [
  { kind: 'phone number', form: /(?<![\d.])1[3-9]\d{9}(?!\d)/g },
  {
    kind: 'ID number',
    form: /(?<!\d)[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g,
    isReal: (found) => checkCharacter(found.slice(0, 17)) === found.at(-1)?.toUpperCase(),
  },
  { kind: 'token', form: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}/g },
  { kind: 'authorization header', form: /\bBearer\s+[\w.~+/-]{8,}/gi },
  { kind: 'private key', form: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
  { kind: 'password hash', form: /\$argon2id\$v=/g },
  { kind: 'one-time password secret', form: /otpauth:\/\/\w+/g },
];

/**
 * Every secret in `text`: those that are known, and whatever looks like one. Short ones (a code, a captcha's answer)
 * count only as words of their own.
 */
export function findLeaks(text: string, secrets: readonly Secret[]): Leak[] {
  const readable = text.replace(IDENTIFIERS, '·').replace(FIGURES, '·');
  const leakAt = (kind: string, at: number): Leak => ({
    kind,
    line: readable.slice(0, at).split('\n').length - 1,
    excerpt: readable.slice(Math.max(0, at - EXCERPT / 2), at + EXCERPT / 2).replaceAll('\n', ' '),
  });
  const known = secrets.flatMap(({ kind, value }) => {
    const at = positionOf(value, readable);
    return at === undefined ? [] : [leakAt(kind, at)];
  });
  const alike = patterns.flatMap(({ kind, form, isReal }) =>
    [...readable.matchAll(form)].filter(([found]) => isReal?.(found) ?? true).map(({ index }) => leakAt(kind, index)),
  );
  return [...known, ...alike];
}

/** Long enough not to be met by chance inside another word. */
const TELLING_LENGTH = 8;

function positionOf(value: string, text: string): number | undefined {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    if (value.length >= TELLING_LENGTH || isWord(text, at, value.length)) return at;
  }
  return undefined;
}

const PART_OF_WORD = /[\w.:+/=-]/;

const isWord = (text: string, at: number, length: number): boolean =>
  !PART_OF_WORD.test(text.charAt(at - 1)) && !PART_OF_WORD.test(text.charAt(at + length));
