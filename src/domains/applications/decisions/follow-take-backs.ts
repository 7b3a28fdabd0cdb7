import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { TakeBackRequested, type ReviewStage } from '../../review/contracts/index.js';
import { Application } from '../applications/application.entity.js';
import { type ApplicationAction, TakeBackRefused } from '../contracts/index.js';
import { revokeForm } from '../forms/issue-form.js';
import { countDraftPages } from '../signature-pages/signature-page.entity.js';
import { recordRefusal, recordStep } from '../timeline/record-step.js';
import { SUPERSEDED } from './judge-fact.js';

/** Why a decision stands: its trainee has begun to upload what it asked for. Told on timelines, never thrown. */
const PAGES_BEGUN = 'applications.pages-begun';

const actions: Readonly<Record<ReviewStage, ApplicationAction>> = {
  first: 'reopen-first-review',
  second: 'reopen-second-review',
};

/** Takes a review's decision back while nothing was built on it; only here is known whether anything was. */
@Injectable()
export class FollowTakeBacks {
  @Consumes(TakeBackRequested, 'applications.requested-take-backs')
  async follow(em: EntityManager, event: TakeBackRequested): Promise<void> {
    const at = new Date(event.occurredAt);
    const action = actions[event.stage];
    const id = event.applicationId;
    const application = await em.findOneOrFail(Application, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const refusal = await whyItStands(em, application, event);
    if (refusal === undefined) {
      recordStep(em, application, application.apply(action, at, event.reason, []));
      if (action === 'reopen-first-review') await revokeForm(em, application, at);
    } else {
      this.refuse(em, application, event, refusal);
    }
    recordAudit(em, 'platform', {
      action: refusal === undefined ? 'follow-take-back' : 'refuse-take-back',
      subjectType: 'application',
      subjectId: application.id,
      at,
      facts: { action, status: application.status, version: application.version, refusal },
    });
  }

  private refuse(em: EntityManager, application: Application, event: TakeBackRequested, refusal: string): void {
    const at = new Date(event.occurredAt);
    recordRefusal(em, application, { action: actions[event.stage], at, reason: event.reason, refusal });
    recordEvent(em, TakeBackRefused, {
      aggregateId: application.id,
      aggregateVersion: application.version,
      occurredAt: event.occurredAt,
      caseId: event.aggregateId,
      refusal,
    });
  }
}

/** Undefined while the application stands as the decision left it. Every step counts the version, so that it tells. */
async function whyItStands(
  em: EntityManager,
  application: Application,
  { applicationVersion }: TakeBackRequested,
): Promise<string | undefined> {
  if (application.version !== applicationVersion) return SUPERSEDED;
  return (await countDraftPages(em, [application.id])).size > 0 ? PAGES_BEGUN : undefined;
}
