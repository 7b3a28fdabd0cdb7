import type { FilterQuery } from '@mikro-orm/core';
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

  /** For its trainee: the steps that were taken. What came too late changed nothing for them. */
  taken(applicationId: string): Promise<TimelineView> {
    return this.find({ applicationId, outcome: 'applied' });
  }

  /** For administrators: what was refused, too, with the rule that refused it. */
  whole(applicationId: string): Promise<TimelineView> {
    return this.find({ applicationId });
  }

  private async find(where: FilterQuery<TimelineEntry>): Promise<TimelineView> {
    const entries = await this.em.find(TimelineEntry, where, { orderBy: { sequence: 'asc' } });
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
