import { randomUUID } from 'node:crypto';
import {
  type ApplicationAction,
  type ApplicationEvent,
  type ApplicationStatus,
  ApplicationStatusChanged,
  ApplicationSubmitted,
} from '../../src/domains/applications/contracts/index.js';
import { ReviewCase } from '../../src/domains/review/cases/review-case.entity.js';
import type { EventFields } from '../../src/platform/events/domain-event.js';
import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { eventually } from './eventually.js';
import { TEST_NOW, type TestPlatform } from './platform.js';
import { settled } from './settled.js';

export interface Reviewer {
  readonly id: string;
  /** An access token, valid for 15 minutes of the platform's clock. */
  readonly token: string;
}

type Application = EventFields<ApplicationEvent>;

/** A base with its reviewers, for specs of review: what applications would tell comes by its events. */
export class ReviewDesk {
  readonly baseId = randomUUID();

  constructor(private readonly platform: TestPlatform) {}

  /** An administrator of this base; signed in anew when an id is given. */
  administrator(id: string = randomUUID(), baseId: string = this.baseId): Reviewer {
    return { id, token: this.platform.token({ id, roles: ['base_admin'], baseIds: [baseId] }) };
  }

  administratorOfAnotherBase(): Reviewer {
    return this.administrator(randomUUID(), randomUUID());
  }

  anApplication(fields: Partial<Application> = {}): Application {
    return {
      aggregateId: randomUUID(),
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      traineeId: randomUUID(),
      planId: randomUUID(),
      baseId: this.baseId,
      batchId: randomUUID(),
      specialty: 'clinical',
      revision: 1,
      applicantName: this.platform.encryption.seal('name', '张小明'),
      maskedApplicantName: '张*明',
      sendingUnit: '示例市妇幼保健院',
      ...fields,
    };
  }

  submit(application: Application): Promise<void> {
    return this.platform.publish(ApplicationSubmitted, { ...application, resubmitted: application.revision > 1 });
  }

  change(application: Application, version: number, action: ApplicationAction, to: ApplicationStatus): Promise<void> {
    return this.platform.publish(ApplicationStatusChanged, {
      ...application,
      aggregateVersion: version,
      action,
      from: null,
      to,
      previousPlanId: null,
      reason: null,
      idNumber: this.platform.encryption.seal('id-number', '450103199001011234'),
      photoKey: null,
    });
  }

  settled(application: Application): Promise<void> {
    return settled(this.platform, application.aggregateId);
  }

  /** The newest case of an application, once it is there. */
  caseOf(application: Application, stage: 'first' | 'second' = 'first'): Promise<ReviewCase> {
    return eventually(`the ${stage} review's case`, () =>
      this.platform
        .em()
        .findOneOrFail(
          ReviewCase,
          { applicationId: application.aggregateId, stage },
          { orderBy: { applicationVersion: 'desc' } },
        ),
    );
  }

  async aWaitingCase(fields: Partial<Application> = {}): Promise<ReviewCase> {
    const application = this.anApplication(fields);
    await this.submit(application);
    return this.caseOf(application);
  }

  stored(caseId: string): Promise<ReviewCase> {
    return this.platform.em().findOneOrFail(ReviewCase, { id: caseId });
  }

  decisionsOf(caseId: string): Promise<OutboxMessage[]> {
    return this.platform.em().find(OutboxMessage, { aggregateId: caseId, name: 'review.case-decided' });
  }

  claim(caseId: string, { token }: { token: string }) {
    return this.platform.call('POST', `/management/reviews/${caseId}/claim`, { token });
  }

  renew(caseId: string, { token }: { token: string }) {
    return this.platform.call('POST', `/management/reviews/${caseId}/claim/renewal`, { token });
  }

  release(caseId: string, { token }: { token: string }) {
    return this.platform.call('DELETE', `/management/reviews/${caseId}/claim`, { token });
  }

  takeOver(caseId: string, { token }: { token: string }, reason = '原审核人休假') {
    return this.platform.call('POST', `/management/reviews/${caseId}/claim/take-over`, { token, body: { reason } });
  }

  takeBack(caseId: string, { token }: { token: string }, reason = '误点通过，须重新核对') {
    return this.platform.call('POST', `/management/reviews/${caseId}/decision/take-back`, { token, body: { reason } });
  }

  next({ token }: { token: string }, body: object = {}) {
    return this.platform.call('POST', '/management/reviews/next', { token, body });
  }

  /** Decides the case as it is now; `version` says which other one was seen. */
  async decide(
    caseId: string,
    { token }: { token: string },
    body: unknown = { outcome: 'passed' },
    { version, headers = {} }: { version?: number; headers?: Record<string, string> } = {},
  ) {
    const seen = version ?? (await this.stored(caseId)).version;
    return this.platform.call('POST', `/management/reviews/${caseId}/decision`, {
      token,
      body,
      headers: { 'if-match': `"${seen}"`, ...headers },
    });
  }
}
