import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type AcceptedFile, AcceptUpload, type UploadRules } from '../../../platform/files/accept-upload.js';
import { FileInfected } from '../../../platform/files/files.problems.js';
import type { MultipartUpload } from '../../../platform/files/read-multipart.js';
import { answerOnce } from '../../../platform/idempotency/answer-once.js';
import { Problem } from '../../../platform/problems/problem.js';
import { hashOf } from './hash-of-upload.js';
import { StoreFile } from './store-file.js';
import type { StoredFile } from './stored-file.js';

interface UploadRequest {
  readonly request: FastifyRequest;
  readonly caller: CallerIdentity;
  readonly upload: MultipartUpload;
}

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
    private readonly storeFile: StoreFile,
    private readonly acceptUpload: AcceptUpload,
  ) {}

  /** `noun` names the folder of the object; answers what `record` answers, or the first answer to the same key. */
  async run<View>(
    asked: UploadRequest,
    noun: string,
    rules: UploadRules,
    record: (em: EntityManager, file: StoredFile, accepted: AcceptedFile) => Promise<View>,
  ): Promise<View> {
    try {
      return await this.acceptUpload.run(asked.upload, rules, async (accepted) => {
        const file = await this.storeFile.put(noun, accepted);
        return this.recordOnce(asked, file, (em) => record(em, file, accepted));
      });
    } catch (error) {
      if (error instanceof FileInfected) await this.report(asked.caller, noun, error);
      throw error;
    }
  }

  private async recordOnce<View>(
    { request, caller, upload }: UploadRequest,
    file: StoredFile,
    record: (em: EntityManager) => Promise<View>,
  ): Promise<View> {
    const { idempotencyKey: key } = upload;
    let isRecorded = false;
    const recordFile = async () => {
      const view = await this.em.transactional(record);
      isRecorded = true;
      return view;
    };
    try {
      if (key === undefined) return await recordFile();
      const route = `${request.method} ${request.routeOptions.url}`;
      const keyed = { key, caller: caller.id, route, requestHash: hashOf(request.url, upload, file) };
      const act = async () => ({ status: 201, body: await recordFile() });
      const answer = await answerOnce(this.em, keyed, this.clock.now(), act);
      // the first answer to this key names the object that was put then
      if (!isRecorded) await this.storeFile.discard(file);
      return answer.body as View;
    } catch (error) {
      // A refusal has rolled back. After anything else the row may stand all the same (a connection lost at the commit):
      // the sweep, which looks, decides.
      if (error instanceof Problem) await this.storeFile.discard(file);
      throw error;
    }
  }

  private async report(caller: CallerIdentity, noun: string, { details }: Problem): Promise<void> {
    this.logger.warn({ noun, found: details.members?.found }, 'an infected upload was refused');
    await this.em.transactional((em) => {
      recordAudit(em, caller, {
        action: 'refuse-infected-upload',
        subjectType: noun,
        subjectId: caller.id,
        at: this.clock.now(),
        facts: { found: details.members?.found },
      });
      return Promise.resolve();
    });
  }
}
