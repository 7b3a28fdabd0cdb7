import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newRecoveryCodes, normaliseTypedCode } from './recovery-code.js';
import { newTotpSecret, otpauthUri, startOfStep, stepAt, stepOfCode, totpCodeAt } from './totp-code.js';

// RFC 6238, appendix B; its codes have eight digits, of which ours are the last six
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const atSecond = (seconds: number) => new Date(seconds * 1000);

describe('a code of an authenticator', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('is at second %d what RFC 6238 says', (seconds, code) => {
    const now = atSecond(seconds);
    expect(totpCodeAt(RFC_SECRET, stepAt(now))).toBe(code);
    expect(stepOfCode(RFC_SECRET, code, now)).toBe(stepAt(now));
  });

  it('counts for its own step and the ones beside it, and for no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 2 ** 31 - 40 }), fc.integer({ min: -20, max: 20 }), (step, late) => {
        const secret = newTotpSecret();
        const shown = totpCodeAt(secret, step);
        const now = new Date(startOfStep(step + late).getTime() + 29_999);
        const near = [-1, 0, 1].map((distance) => step + late + distance).filter((other) => other >= 0);
        // two steps may show the same six digits: one in a million
        const showing = near.filter((other) => totpCodeAt(secret, other) === shown);
        if (showing.length === 0) expect(stepOfCode(secret, shown, now)).toBeUndefined();
        else expect(showing).toContain(stepOfCode(secret, shown, now));
        expect(showing.includes(step)).toBe(Math.abs(late) <= 1);
      }),
    );
  });

  it('is of a secret of 160 bits that no other has', () => {
    const secrets = Array.from({ length: 50 }, newTotpSecret);
    expect(secrets.every((secret) => /^[A-Z2-7]{32}$/.test(secret))).toBe(true);
    expect(new Set(secrets).size).toBe(50);
  });

  it('is set up by a URI that says who issues it, for whom, and how it is made', () => {
    const uri = new URL(otpauthUri(RFC_SECRET, '138****0001'));
    expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(uri.pathname)).toBe('/广西辅助生殖培训平台:138****0001');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: '广西辅助生殖培训平台',
      secret: RFC_SECRET,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});

describe('a recovery code', () => {
  it('is one of ten, none like another', () => {
    const codes = newRecoveryCodes();
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code) => /^[A-Z0-9]{5}-[A-Z0-9]{5}$/.test(code))).toBe(true);
    // nor like the six digits of an authenticator
    expect(codes.some((code) => /^\d{6}$/.test(normaliseTypedCode(code)))).toBe(false);
  });

  it('is the same in small letters, without its dash and with spaces', () => {
    const [code = ''] = newRecoveryCodes();
    for (const typed of [code.toLowerCase(), code.replace('-', ''), ` ${code.replace('-', ' ')} `]) {
      expect(normaliseTypedCode(typed)).toBe(normaliseTypedCode(code));
    }
  });
});
