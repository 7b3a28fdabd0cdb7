import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commonPasswords } from './common-passwords.js';
import { hashPassword, passwordMatches } from './password-hash.js';
import { normalisePassword, passwordFaults, strengthOf } from './password-rule.js';

const PHONE = '13877100001';
const ID_NUMBER = '45010319900307123X';
const codesOf = (password: string) => passwordFaults(password, [PHONE, ID_NUMBER]).map(({ code }) => code);

it('takes 8 to 16 characters with a letter and a digit', () => {
  const parts = fc.tuple(
    fc.stringMatching(/^[a-zA-Z]$/),
    fc.stringMatching(/^[0-9]$/),
    fc.stringMatching(/^[!-~]{6,14}$/),
  );
  fc.assert(
    fc.property(parts, ([letter, digit, rest]) => {
      const password = rest.slice(0, 3) + letter + rest.slice(3) + digit;
      const faults = codesOf(password).filter((code) => code !== 'common' && code !== 'personal');
      expect(faults).toEqual([]);
    }),
  );
});

it('accepts nothing that breaks the rule, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
      const password = normalisePassword(typed);
      const length = [...password].length;
      const keeps = length >= 8 && length <= 16 && /\p{L}/u.test(password) && /\d/.test(password);
      if (passwordFaults(password).length === 0) expect(keeps).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['Ab1', ['length']],
  ['Abcdefgh12345678x', ['length']],
  ['abcdefgh', ['no-digit']],
  ['20262026', ['no-letter']],
  ['', ['length', 'no-letter', 'no-digit']],
  ['Passw0rd', ['common']],
  ['WoAiNi1314', ['common']],
  ['a13877100001', ['personal']],
  ['x100001x', ['personal']],
  ['gx900307gx', ['personal']],
  ['7030099ok', ['personal']],
  ['07123x-Ok', ['personal']],
  ['tab\t1234x', ['control-character']],
])('%j: %j', (password, codes) => expect(codesOf(password)).toEqual(codes));

it('finds six characters of the phone or ID number anywhere, forwards and backwards', () => {
  const pieces = fc.constantFrom(PHONE, ID_NUMBER).chain((value) =>
    fc.tuple(fc.nat(value.length - 6), fc.boolean()).map(([at, backwards]) => {
      const piece = value.slice(at, at + 6);
      return backwards ? [...piece].reverse().join('') : piece;
    }),
  );
  fc.assert(
    fc.property(
      pieces,
      fc.stringMatching(/^[a-z]{2,5}$/),
      fc.stringMatching(/^[a-z]{0,5}$/),
      (piece, before, after) => {
        expect(codesOf(before + piece + after)).toContain('personal');
      },
    ),
  );
});

it('lists no common password that the rest of the rule refuses anyway', () => {
  const dead = [...commonPasswords].filter((listed) => {
    const others = passwordFaults(listed).filter(({ code }) => code !== 'common');
    return others.length > 0 || listed !== listed.toLowerCase();
  });
  expect(dead).toEqual([]);
});

it.each([
  ['abc12345', 'weak'],
  ['zkmwqt71', 'weak'],
  ['aaaa1111aaaa', 'weak'],
  ['Zkmwqt71', 'medium'],
  ['zkmwqt71vnrp', 'medium'],
  ['Zkmwqt71vnrpX', 'strong'],
  ['Zk#mwqt71v', 'strong'],
])('%s is %s', (password, strength) => expect(strengthOf(password)).toBe(strength));

it('never rates what is refused above weak', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (password) => {
      if (passwordFaults(password).length > 0) expect(strengthOf(password)).toBe('weak');
    }),
  );
});

it('hashes by argon2id with the agreed cost, and takes the same password from every keyboard', async () => {
  const hash = await hashPassword('Gx-xuexi-７７');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwordMatches(hash, 'Gx-xuexi-77')).toBe(true);
  expect(await passwordMatches(hash, 'gx-xuexi-77')).toBe(false);
});

it('says no without a hash, even to the password behind the one it spends the time on', async () => {
  expect(await passwordMatches(undefined, 'the password of no account')).toBe(false);
});
