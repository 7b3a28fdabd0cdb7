import type { Readable } from 'node:stream';

export interface PutOptions {
  /** What the object is, as an IANA media type; told again by `stat` and by signed links. */
  readonly mediaType: string;
  /** Most bytes to take; one more fails with `ObjectTooLarge`. No limit when absent. */
  readonly maxBytes?: number;
}

/** What was stored: its length in bytes and its SHA-256 in lower-case hexadecimal. */
export interface StoredObject {
  readonly size: number;
  readonly sha256: string;
}

export interface ObjectFacts {
  readonly size: number;
  readonly mediaType: string;
}

export interface LinkOptions {
  /** The name a browser saves the file under; any characters. */
  readonly fileName: string;
  readonly mediaType: string;
  /** From 1 second to 7 days (the longest that S3 signs). */
  readonly expiresInSeconds: number;
  /** `inline` is kept only for JPEG, PNG and PDF: anything else could run scripts where it is opened. */
  readonly disposition: 'inline' | 'attachment';
}

export interface SignedLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/**
 * Keeps files under keys, as one store for the whole platform: a folder, or an S3-compatible store.
 *
 * A key is `domain/noun/uuid`: two to eight segments of lower-case letters, digits, `.`, `_` and `-` (`checkKey`).
 * Every method fails with `ObjectStoreUnavailable` when the store cannot be reached or answers with a fault.
 */
export abstract class ObjectStore {
  /**
   * Stores `body` under `key`, all or nothing: after a failure the key reads as it did before. Never holds the whole
   * body in memory. An error of `body` itself is passed on as it is; past `maxBytes` it fails with `ObjectTooLarge`.
   */
  abstract put(key: string, body: Readable, options: PutOptions): Promise<StoredObject>;

  /** The object as a stream; fails with `ObjectMissing`. */
  abstract get(key: string): Promise<Readable>;

  /** The whole object in memory, for what is known to be small; fails with `ObjectMissing`. */
  abstract getBuffer(key: string): Promise<Buffer>;

  /** Size and media type, or undefined when there is no such object. */
  abstract stat(key: string): Promise<ObjectFacts | undefined>;

  /** Removes the object; quiet when there is none. */
  abstract remove(key: string): Promise<void>;

  /** Every object whose key begins with `prefix` (any string; '' for all), in no promised order. */
  abstract list(prefix: string): AsyncIterable<{ readonly key: string; readonly size: number }>;

  /** Copies content and media type; fails with `ObjectMissing`. */
  abstract copy(from: string, to: string): Promise<void>;

  /** A link that anyone holding it can read the object by until it expires. Does not ask whether the object exists. */
  abstract signedLink(key: string, options: LinkOptions): Promise<SignedLink>;
}

/** No object under that key. */
export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
  constructor(readonly key: string) {
    super(`there is no object ${key}`);
  }
}

/** The body was longer than `maxBytes`; nothing was stored. */
export class ObjectTooLarge extends Error {
  override readonly name = 'ObjectTooLarge';
  constructor(readonly maxBytes: number) {
    super(`the object is larger than ${maxBytes} bytes`);
  }
}

/** The store cannot be reached, refused us, or failed; `cause` says how. Becomes a 503. */
export class ObjectStoreUnavailable extends Error {
  override readonly name = 'ObjectStoreUnavailable';
  constructor(cause: unknown) {
    super('the object store is not available', { cause });
  }
}
