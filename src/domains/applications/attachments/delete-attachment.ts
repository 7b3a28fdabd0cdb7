import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Attachment } from './attachment.entity.js';
import { AttachmentNotFound } from './attachment.problems.js';

/** Takes a file off the form. What was submitted with it keeps it; otherwise the sweep removes it in a day or two. */
@Injectable()
export class DeleteAttachment {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(trainee: CallerIdentity, id: string): Promise<void> {
    await this.em.transactional(async (em) => {
      const attachment = await em.findOneOrFail(
        Attachment,
        { id, traineeId: trainee.id, deletedAt: null },
        { failHandler: () => new AttachmentNotFound() },
      );
      attachment.deletedAt = this.clock.now();
      recordAudit(em, trainee, {
        action: 'delete-attachment',
        subjectType: 'attachment',
        subjectId: id,
        at: attachment.deletedAt,
      });
    });
  }
}
