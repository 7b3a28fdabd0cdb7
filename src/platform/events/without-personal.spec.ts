import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { FieldEncryption } from '../encryption/field-encryption.js';
import type { Settings } from '../settings/settings.js';
import { withoutPersonal } from './without-personal.js';

const key = randomBytes(32).toString('base64');
const encryption = new FieldEncryption({
  fieldKeys: [`2026-k_1:${key}`],
  fieldIndexKey: 'k'.repeat(32),
} as unknown as Settings);

describe('a payload without what is personal', () => {
  it('has no sealed value and no keyed hash, whatever was sealed and wherever it stood', () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(value, (text) => {
        const sealed = encryption.seal('name', text);
        const index = encryption.index('phone', text);
        expect(withoutPersonal({ sealed, list: [{ index }], none: null })).toEqual({
          sealed: '',
          list: [{ index: '' }],
          none: null,
        });
      }),
    );
  });

  it('keeps ids, times, words, numbers and keys of objects', () => {
    const payload = {
      id: '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11',
      occurredAt: '2026-11-23T02:00:00.000Z',
      photoKey: 'applications/attachment/2026-11-23/0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11',
      sendingUnit: '示例市人民医院',
      email: 'x.y@example.org',
      revision: 3,
      resubmitted: false,
    };
    expect(withoutPersonal(payload)).toEqual(payload);
  });

  it('names nobody, at any depth', () => {
    expect(withoutPersonal({ maskedName: '张*明', a: [{ maskedApplicantName: '李*', other: '李*' }] })).toEqual({
      maskedName: '已注销',
      a: [{ maskedApplicantName: '已注销', other: '李*' }],
    });
  });
});
