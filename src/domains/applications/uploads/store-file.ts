import { Injectable, Logger } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { Clock } from '../../../platform/clock/clock.js';
import type { AcceptedFile } from '../../../platform/files/accept-upload.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { newObjectKey, thumbnailKeyOf } from './object-keys.js';
import type { StoredFile } from './stored-file.js';

/** Puts what was accepted into the object store, the file and its thumbnail beside it, under keys that nobody had before. */
@Injectable()
export class StoreFile {
  private readonly logger = new Logger(StoreFile.name);

  constructor(
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  async put(noun: string, accepted: AcceptedFile): Promise<StoredFile> {
    const { path, fileName, mediaType, receivedSize, thumbnail } = accepted;
    const uploadedAt = this.clock.now();
    const objectKey = newObjectKey(noun, uploadedAt);
    const { size, sha256 } = await this.objects.put(objectKey, createReadStream(path), { mediaType });
    const thumbnailKey = thumbnail === undefined ? null : thumbnailKeyOf(objectKey);
    if (thumbnail !== undefined && thumbnailKey !== null) {
      await this.objects.put(thumbnailKey, createReadStream(thumbnail), { mediaType: 'image/jpeg' });
    }
    const state = { status: 'kept', checkedAt: null } as const;
    return { fileName, mediaType, size, receivedSize, sha256, objectKey, thumbnailKey, uploadedAt, ...state };
  }

  /** Takes them out again; quiet when the store fails, since the sweep comes by. */
  async discard({ objectKey, thumbnailKey }: StoredFile): Promise<void> {
    try {
      await this.objects.remove(objectKey);
      if (thumbnailKey !== null) await this.objects.remove(thumbnailKey);
    } catch (error) {
      this.logger.warn({ err: error }, 'an object without a row is left to the sweep');
    }
  }
}
