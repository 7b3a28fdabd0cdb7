import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type AcceptedFile, acceptUpload } from '../../../platform/files/accept-upload.js';
import type { MultipartUpload } from '../../../platform/files/read-multipart.js';
import { answerOnce } from '../../../platform/idempotency/answer-once.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { newObjectKey } from './object-keys.js';
import type { StoredFile } from './stored-file.js';

export type UploadRules = Omit<Parameters<typeof acceptUpload>[1], 'maxBytes'>;

const MAX_BYTES = 20 * 1024 * 1024;

/**
 * Keeps an uploaded file: the object first, then whatever `record` writes about it, so that no row ever names a file
 * that isn't there. An object whose row was not written is removed here, or by the sweep when that fails too.
 */
@Injectable()
export class KeepUpload {
  private readonly logger = new Logger(KeepUpload.name);

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  /** `noun` names the folder of the object; answers what `record` answers, or the first answer to the same key. */
  async run<View>(
    { request, caller, upload }: { request: FastifyRequest; caller: CallerIdentity; upload: MultipartUpload },
    noun: string,
    rules: UploadRules,
    record: (em: EntityManager, file: StoredFile) => Promise<View>,
  ): Promise<View> {
    const { idempotencyKey: key } = upload;
    return acceptUpload(upload, { ...rules, maxBytes: MAX_BYTES }, async (accepted) => {
      const file = await this.store(noun, accepted);
      let recorded = false;
      const recordFile = async () => {
        const view = await this.em.transactional((em) => record(em, file));
        recorded = true;
        return view;
      };
      try {
        if (key === undefined) return await recordFile();
        const keyed = {
          key,
          caller: caller.id,
          route: `POST ${request.routeOptions.url}`,
          requestHash: hashOf(request.url, upload, file),
        };
        const answer = await answerOnce(this.em, keyed, this.clock.now(), async () => ({
          status: 201,
          body: await recordFile(),
        }));
        return answer.body as View;
      } catch (error) {
        recorded = false;
        throw error;
      } finally {
        if (!recorded) await this.discard(file.objectKey);
      }
    });
  }

  private async store(noun: string, { path, fileName, mediaType }: AcceptedFile): Promise<StoredFile> {
    const uploadedAt = this.clock.now();
    const objectKey = newObjectKey(noun, uploadedAt);
    const { size, sha256 } = await this.objects.put(objectKey, createReadStream(path), { mediaType });
    return { fileName, mediaType, size, sha256, objectKey, uploadedAt };
  }

  private async discard(objectKey: string): Promise<void> {
    try {
      await this.objects.remove(objectKey);
    } catch (error) {
      this.logger.warn({ err: error }, 'an object without a row is left to the sweep');
    }
  }
}

/** What makes an upload the same upload: its fields and the file as it is kept. */
const hashOf = (url: string, { fields }: MultipartUpload, { sha256, fileName }: StoredFile): string =>
  createHash('sha256')
    .update(JSON.stringify([url, fields, fileName, sha256]))
    .digest('hex');
