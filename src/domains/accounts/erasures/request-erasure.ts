import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { ConfirmOwnPassword } from '../own-account/confirm-own-password.js';
import type { OwnErasureRequestView, RequestErasureRequest } from './erasure.dto.js';
import { ErasureRequest } from './erasure-request.entity.js';
import { ErasureAlreadyRequested } from './erasure.problems.js';
import { ErasureViews } from './erasure-views.js';

/** Asks to be forgotten; an administrator of the province decides. One request waits at a time. */
@Injectable()
export class RequestErasure {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly confirmOwnPassword: ConfirmOwnPassword,
    private readonly views: ErasureViews,
  ) {}

  async run(trainee: CallerIdentity, { reason, password }: RequestErasureRequest): Promise<OwnErasureRequestView> {
    const { id: accountId } = await this.confirmOwnPassword.run(trainee, password, '/password');
    const now = this.clock.now();
    const sealed = reason ? this.encryption.seal('remark', reason) : null;
    const request = ErasureRequest.of(accountId, sealed, now);
    try {
      await this.em.transactional(async (em) => {
        await em.persist(request).flush();
        const subject = { subjectType: 'erasure-request', subjectId: request.id };
        recordAudit(em, trainee, { action: 'request-erasure', ...subject, at: now });
      });
    } catch (error) {
      throw error instanceof UniqueConstraintViolationException ? new ErasureAlreadyRequested() : error;
    }
    return this.views.own(request);
  }
}
