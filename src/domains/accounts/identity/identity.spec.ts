import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCharacter, idNumberFaults, normaliseIdNumber } from './id-number.js';
import { nameFaults, normaliseName } from './person-name.js';
import { PHONE } from './phone.js';

const NOW = new Date('2026-11-23T02:00:00Z');
const codesOf = (faults: readonly { code: string }[]) => faults.map(({ code }) => code);

const dates = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2008-11-23T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const provinces = fc.constantFrom('11', '45', '46', '65', '71', '83');
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const bodies = fc.tuple(provinces, digits(4), dates, digits(3)).map((parts) => parts.join(''));
const idNumbers = bodies.map((body) => body + checkCharacter(body));

describe('身份证号码', () => {
  it('takes the number that GB 11643 gives as its example, and one that ends in X', () => {
    expect(checkCharacter('11010519491231002')).toBe('X');
    expect(idNumberFaults('11010519491231002X', NOW)).toEqual([]);
    expect(checkCharacter('44052418800101001')).toBe('4');
  });

  it('takes every number of an adult that is made by the rule, a small x too', () => {
    fc.assert(
      fc.property(idNumbers, (idNumber) => {
        expect(idNumberFaults(normaliseIdNumber(` ${idNumber.toLowerCase()}`), NOW)).toEqual([]);
      }),
    );
  });

  it('notices every single digit that is mistyped', () => {
    fc.assert(
      fc.property(idNumbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), (idNumber, at, shift) => {
        const wrong = String((Number(idNumber[at]) + shift) % 10);
        expect(idNumberFaults(idNumber.slice(0, at) + wrong + idNumber.slice(at + 1), NOW)).not.toEqual([]);
      }),
    );
  });

  it('notices every two neighbours that are swapped', () => {
    fc.assert(
      fc.property(idNumbers, fc.nat(15), (idNumber, at) => {
        const [left, right] = [idNumber.charAt(at), idNumber.charAt(at + 1)];
        fc.pre(left !== right);
        expect(idNumberFaults(idNumber.slice(0, at) + right + left + idNumber.slice(at + 2), NOW)).not.toEqual([]);
      }),
    );
  });

  it('refuses whatever is not 18 characters, with words and not with an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/^\d{17}[\dX]$/.test(text));
        expect(codesOf(idNumberFaults(text, NOW))).toEqual(['format']);
      }),
    );
  });

  const withBirth = (birth: string) => {
    const body = `450103${birth}123`;
    return codesOf(idNumberFaults(body + checkCharacter(body), NOW));
  };

  it.each([
    ['19900230', ['birth-date']],
    ['20010229', ['birth-date']],
    ['19901301', ['birth-date']],
    ['18991231', ['birth-date']],
    ['20261124', ['birth-date']],
    ['20000229', []],
    ['20081124', ['under-age']],
    ['20081123', []],
  ])('born %s: %j', (birth, faults) => expect(withBirth(birth)).toEqual(faults));

  it('counts the years by the day that it is in China', () => {
    const body = '45010320081124123';
    const idNumber = body + checkCharacter(body);
    expect(codesOf(idNumberFaults(idNumber, new Date('2026-11-23T15:59:59Z')))).toEqual(['under-age']);
    expect(codesOf(idNumberFaults(idNumber, new Date('2026-11-23T16:00:00Z')))).toEqual([]);
  });

  it('refuses a province that there is not', () => {
    const body = '47010319900101123';
    expect(codesOf(idNumberFaults(body + checkCharacter(body), NOW))).toEqual(['unknown-province']);
  });
});

describe('姓名', () => {
  const ideographs = fc.oneof(
    fc.integer({ min: 0x4e00, max: 0x9fff }),
    fc.integer({ min: 0x3400, max: 0x4dbf }),
    fc.integer({ min: 0x20000, max: 0x2a6dd }),
    fc.integer({ min: 0x30000, max: 0x3134a }),
  );
  const hanNames = fc
    .array(ideographs, { minLength: 2, maxLength: 30 })
    .map((codePoints) => String.fromCodePoint(...codePoints));

  it('takes 2 to 30 characters of every block, and leaves them as they are', () => {
    fc.assert(
      fc.property(hanNames, (name) => {
        expect(normaliseName(` ${name} `)).toBe(name);
        expect(nameFaults(name)).toEqual([]);
      }),
    );
  });

  it.each(['张三', '阿依古丽·买买提', '𠮷野', '王𰻝', '张〇', 'Anna Maria', 'José Núñez', '﨑山'])('takes %s', (name) =>
    expect(nameFaults(normaliseName(name))).toEqual([]),
  );

  it.each([
    ['张', 'length'],
    ['张'.repeat(31), 'length'],
    ['𠮷', 'length'],
    ['张3', 'format'],
    ['张 三', 'format'],
    ['·张三', 'format'],
    ['张··三', 'format'],
    ['张三·', 'format'],
    ['张San', 'format'],
    ['Ivan Петров', 'format'],
    ['⼀⼁', 'format'],
    ['张三\u200b', 'format'],
    ['<b>张', 'format'],
    ['张\u0000三', 'format'],
  ])('refuses %j', (name, code) => expect(codesOf(nameFaults(normaliseName(name)))).toEqual([code]));

  it.each([
    ['买买提•艾力', '买买提·艾力'],
    ['买买提 · 艾力', '买买提·艾力'],
    ['  Anna   Maria ', 'Anna Maria'],
    ['Jose\u0301 Li', 'José Li'],
  ])('makes %j one form', (typed, name) => expect(normaliseName(typed)).toBe(name));

  it('normalises what is normalised to itself, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const once = normaliseName(typed);
        expect(normaliseName(once)).toBe(once);
      }),
    );
  });
});

describe('手机号码', () => {
  it('takes 13x to 19x with eight digits more', () => {
    fc.assert(fc.property(fc.integer({ min: 3, max: 9 }), digits(9), (third, rest) => PHONE.test(`1${third}${rest}`)));
  });

  it('refuses everything else', () => {
    const near = fc.stringMatching(/^[+0-9 -]{9,13}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        const isOne = text.length === 11 && [...text].every((c) => c >= '0' && c <= '9') && text > '13' && text < '2';
        return PHONE.test(text) === isOne;
      }),
    );
  });
});
