import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import type { DomainEvent } from '../../../platform/events/domain-event.js';
import { CandidateAdmitted, CandidatePublicized, CandidateRefused } from '../../publicity/contracts/index.js';
import type { ApplicationAction } from '../contracts/index.js';
import { followFact } from './follow-fact.js';

/** Applies what the admission lists and their publicity decide. */
@Injectable()
export class FollowPublicity {
  @Consumes(CandidatePublicized, 'applications.publicized-candidates')
  async publicize(em: EntityManager, event: CandidatePublicized): Promise<void> {
    await this.follow(em, event, 'publicize', { basis: event.applicationVersion ?? undefined });
  }

  @Consumes(CandidateAdmitted, 'applications.admitted-candidates')
  async admit(em: EntityManager, event: CandidateAdmitted): Promise<void> {
    await this.follow(em, event, 'admit');
  }

  @Consumes(CandidateRefused, 'applications.refused-candidates')
  async refuse(em: EntityManager, event: CandidateRefused): Promise<void> {
    const action = event.cause === 'objection-upheld' ? 'refuse-after-objection' : 'refuse-unlisted';
    await this.follow(em, event, action, { reason: event.reason });
  }

  private async follow(
    em: EntityManager,
    { applicationId, occurredAt }: DomainEvent & { applicationId: string },
    action: ApplicationAction,
    { reason = null, basis }: { reason?: string | null; basis?: number } = {},
  ): Promise<void> {
    await followFact(em, { applicationId, action, at: new Date(occurredAt), reason, findings: [], basis });
  }
}
