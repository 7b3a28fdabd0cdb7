const segment = /^[a-z0-9][a-z0-9._-]{0,99}$/;

/**
 * Returns `key` when it can name an object, else throws a `RangeError`. Keys are made by the platform, never by
 * callers, so a wrong one is a bug. Lower case only: a folder may not tell `A` from `a`.
 */
export function checkKey(key: string): string {
  const segments = key.split('/');
  const wellFormed = segments.length >= 2 && segments.length <= 8 && segments.every((part) => segment.test(part));
  if (!wellFormed || key.includes('..')) throw new RangeError(`not an object key: ${JSON.stringify(key)}`);
  return key;
}

/** Whether `text` can be a key; for keys that come from outside, such as those in a link. */
export function isKey(text: string): boolean {
  try {
    checkKey(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns `prefix` when keys can begin with it, else throws a `RangeError`. */
export function checkPrefix(prefix: string): string {
  if (!/^([a-z0-9][a-z0-9._/-]*)?$/.test(prefix) || /\.\.|\/\/|\/\./.test(prefix)) {
    throw new RangeError(`not the beginning of an object key: ${JSON.stringify(prefix)}`);
  }
  return prefix;
}
