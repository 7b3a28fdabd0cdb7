import fc from 'fast-check';

/** Texts that break programs: what databases can't store, what shells, browsers and SQL would run, what few fonts have. */
export const wildTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff\ud800y',
  '😀👨‍👩‍👧‍👦',
  '𠮷𠀀㑇龘',
  '\u202e\u200b\ufeff',
  'e\u0301'.repeat(40),
  "' or 1=1 --",
  '"; drop table account; --',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '${7*7}{{7*7}}',
  '%00%2e%2e%2f',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '0x10',
  '1e400',
  '-1',
  '9223372036854775808',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c1',
  '{0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11}',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  '+275760-09-13T00:00:00Z',
  '2026-11-23T02:00:00+99:99',
  '0000-01-01T00:00:00Z',
  'a'.repeat(300),
  '字'.repeat(5000),
  '\r\n\t',
  'line\r\nset-cookie: a=b',
];

const wildNumbers = [0, -0, -1, 1.5, 1e21, -1e21, 2 ** 31, 2 ** 53, -(2 ** 63), Number.MAX_VALUE, 5e-324];

export const wildText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...wildTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** Anything that JSON can say, the unlikely above all. */
export const wildValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: wildText },
  { weight: 2, arbitrary: fc.constantFrom(...wildNumbers) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], [{}]) },
  { weight: 1, arbitrary: fc.constantFrom(20, 40, 3000).map(nested) },
  { weight: 1, arbitrary: fc.array(wildText, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(30, 600, 12_000).map((length) => Array.from({ length }, () => 'x')) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Bodies that are no JSON object, or only nearly. */
export const wildBody: fc.Arbitrary<Buffer> = fc
  .constantFrom<string | Buffer>(
    '',
    '{',
    '{"a":1,}',
    'null',
    '[]',
    '"text"',
    '1e999',
    '{"a":1}{"b":2}',
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{"isAdmin":true}}}',
    '\ufeff{}',
    'a=1&b=2',
    '<a/>',
    '['.repeat(100_000),
    `{"a":"${'x'.repeat(1_100_000)}"}`,
    Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
  )
  .map((body) => Buffer.from(body as string));
