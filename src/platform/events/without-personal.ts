import { ERASED_NAME } from '../encryption/mask.js';

// what FieldEncryption.seal and .index make: a key's id and base64 of at least iv and tag; 64 hexadecimal digits
const SEALED = /^[\w-]{1,60}\.[A-Za-z0-9+/]{38,}={0,2}$/;
const INDEX = /^[0-9a-f]{64}$/;
// what stands in clear and still says who it is
const MASKED_NAME = /^masked\w*Name$/;

/** A payload with an empty string for each sealed value and keyed hash, and no masked name, at any depth. */
export function withoutPersonal(value: unknown): unknown {
  if (typeof value === 'string') return SEALED.test(value) || INDEX.test(value) ? '' : value;
  if (Array.isArray(value)) return value.map(withoutPersonal);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, MASKED_NAME.test(key) ? ERASED_NAME : withoutPersonal(inner)]),
  );
}
