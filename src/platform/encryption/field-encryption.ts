import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Settings } from '../settings/settings.js';

/** What kind of personal data, or of secret, a value is: a value sealed as one kind can't be passed off as another. */
export type FieldKind =
  'id-number' | 'phone' | 'email' | 'name' | 'form' | 'remark' | 'code' | 'answer' | 'own-data' | 'secret';

/** A value as tables and events hold it: `keyId.base64(iv ‖ ciphertext ‖ tag)`. */
export type Sealed = string;

/** Encrypts personal data at rest with AES-256-GCM (NIST SP 800-38D) and finds it by a keyed hash (HMAC-SHA-256). */
@Injectable()
export class FieldEncryption {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly writingKeyId: string;
  private readonly indexKey: string;

  constructor(settings: Settings) {
    const pairs = (settings.fieldKeys ?? []).map((pair) => pair.split(':') as [string, string]);
    const [first] = pairs;
    if (!first || settings.fieldIndexKey === undefined) throw new Error('FIELD_KEYS and FIELD_INDEX_KEY are not set');
    this.keys = new Map(pairs.map(([id, key]) => [id, Buffer.from(key, 'base64')]));
    this.writingKeyId = first[0];
    this.indexKey = settings.fieldIndexKey;
  }

  /** Encrypts with the first of FIELD_KEYS; the same value gives another text each time. */
  seal(kind: FieldKind, value: string): Sealed {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key(this.writingKeyId), iv).setAAD(Buffer.from(kind));
    const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return `${this.writingKeyId}.${Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64')}`;
  }

  /** Decrypts; throws when the value was changed, is of another kind, or its key is not among FIELD_KEYS. */
  open(kind: FieldKind, sealed: Sealed): string {
    const [keyId = '', encoded = ''] = sealed.split('.');
    const bytes = Buffer.from(encoded, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.key(keyId), bytes.subarray(0, 12))
      .setAAD(Buffer.from(kind))
      .setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  }

  /** The keyed hash that an exact value is found by, 64 hex digits; the caller normalises first (`x` to `X`, no spaces). */
  index(kind: FieldKind, value: string): string {
    return createHmac('sha256', this.indexKey).update(`${kind}:${value}`).digest('hex');
  }

  private key(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new Error(`No field key is called ${id}`);
    return key;
  }
}
