import { createHash } from 'node:crypto';
import { ObjectTooLarge, type StoredObject } from './object-store.js';

/** Counts and hashes what passes through, and stops it at the first byte beyond a limit. */
export class Measured {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly maxBytes = Number.POSITIVE_INFINITY) {}

  /** The same bytes; throws `ObjectTooLarge` once there are more than allowed. */
  async *through(body: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
    for await (const piece of body) {
      const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece as string | Uint8Array);
      this.size += chunk.length;
      if (this.size > this.maxBytes) throw new ObjectTooLarge(this.maxBytes);
      this.hash.update(chunk);
      yield chunk;
    }
  }

  /** Length and SHA-256 of what passed; once, after the end. */
  result(): StoredObject {
    return { size: this.size, sha256: this.hash.digest('hex') };
  }
}
