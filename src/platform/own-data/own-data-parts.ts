import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { FieldEncryption } from '../encryption/field-encryption.js';
import { ObjectStore } from '../objects/object-store.js';
import type { OwnDataPart } from './own-data-part.js';

const ROOT = 'own-data/';

/**
 * Hands what a domain holds about a trainee to whoever puts an export together. A part lies sealed (kind `own-data`) in
 * the object store under a key that follows from export and domain, so that writing it again replaces it.
 */
@Injectable()
export class OwnDataParts {
  constructor(
    private readonly objects: ObjectStore,
    private readonly encryption: FieldEncryption,
  ) {}

  /** Returns the part's key, which the event that tells of it carries. */
  async write(exportId: string, domain: string, part: OwnDataPart): Promise<string> {
    const key = `${ROOT}${exportId.toLowerCase()}/${domain}`;
    const sealed = this.encryption.seal('own-data', JSON.stringify(part));
    await this.objects.put(key, Readable.from([Buffer.from(sealed)]), { mediaType: 'text/plain' });
    return key;
  }

  async read(key: string): Promise<OwnDataPart> {
    const sealed = await this.objects.getBuffer(key);
    return JSON.parse(this.encryption.open('own-data', sealed.toString())) as OwnDataPart;
  }

  /** Quiet when there is none. */
  remove(key: string): Promise<void> {
    return this.objects.remove(key);
  }

  /** The parts that lie in the store, of whichever export. */
  async *list(): AsyncIterable<{ readonly key: string; readonly exportId: string }> {
    for await (const { key } of this.objects.list(ROOT)) yield { key, exportId: key.split('/')[1] ?? '' };
  }
}
