import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { InAppMessage } from './in-app-message.entity.js';
import { MessageNotFound } from './message.problems.js';
import { type MessageView, toMessageView } from './messages.dto.js';

@Injectable()
export class MarkMessageRead {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(caller: CallerIdentity, id: string): Promise<MessageView> {
    return this.em.transactional(async (em) => {
      const message = await em.findOneOrFail(
        InAppMessage,
        { id, accountId: caller.id },
        { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new MessageNotFound() },
      );
      if (message.readAt == null) {
        const now = this.clock.now();
        message.markRead(now);
        recordAudit(em, caller, { action: 'read-message', subjectType: 'message', subjectId: id, at: now });
      }
      return toMessageView(message, this.encryption.open('remark', message.text));
    });
  }
}
