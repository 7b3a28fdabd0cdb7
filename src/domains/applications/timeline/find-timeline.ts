import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { TimelineView } from './timeline.dto.js';
import { TimelineEntry } from './timeline-entry.entity.js';

/** What happened to an application, in order; the caller has made sure that it may be seen. */
@Injectable()
export class FindTimeline {
  constructor(
    private readonly em: EntityManager,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(applicationId: string): Promise<TimelineView> {
    const entries = await this.em.find(TimelineEntry, { applicationId }, { orderBy: { sequence: 'asc' } });
    return {
      items: entries.map(({ at, actor, action, outcome, from, to, revision, submission, reason, refusal }) => ({
        ...{ at: at.toISOString(), actor, action, outcome, from: from ?? null, to, revision },
        submission: submission ?? null,
        reason: reason ? this.encryption.open('remark', reason) : null,
        refusal: refusal ?? null,
      })),
    };
  }
}
