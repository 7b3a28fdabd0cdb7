import {
  addExamRoom,
  arrangeSeats,
  claimReview,
  completeTrainings,
  createAdmissionList,
  createExam,
  type DecideReviewRequest,
  decideReview,
  enterExamResults,
  type ExamOutcome,
  getAdmissionList,
  getApplication,
  getApplicationTimeline,
  getExam,
  getReview,
  getRevision,
  getRevisionChanges,
  listReviews,
  listTrainings,
  downloadApplicationAttachment,
  publishAdmissionList,
  publishExam,
  publishExamResults,
  replaceAdmissionListEntries,
  type ReviewStage,
  startTrainings,
  takeBackDecision,
} from '../../openapi/client/management/index.js';
import type { Client } from '../../openapi/client/trainee/client/index.js';
import { answerOf, done } from '../../scripts/walkthrough/refused.js';
import { eventually } from './eventually.js';
import { DAY, type People, type Plan } from './people.js';

interface Named {
  readonly id: string;
}

/** One administrator of a base, by what they do on the platform. */
export class BaseAdmin {
  readonly id: string;
  readonly baseId: string;
  readonly client: Client;

  constructor(
    private readonly people: People,
    { id, baseId, client }: { id: string; baseId: string; client: Client },
  ) {
    this.id = id;
    this.baseId = baseId;
    this.client = client;
  }

  /** What waits for a review, the longest waiting first. */
  async queue(stage?: ReviewStage) {
    const query = { stage, state: 'waiting', limit: 100 } as const;
    return (await answerOf(listReviews({ client: this.client, query }))).items;
  }

  /** The waiting case of an application, awaited. */
  caseOf({ id }: Named, stage: ReviewStage = 'first') {
    return eventually(`the case of the ${stage} review is in the queue`, async () => {
      const found = (await this.queue(stage)).find(({ applicationId }) => applicationId === id);
      if (!found) throw new Error('it is not');
      return found;
    });
  }

  looksAt({ id }: Named) {
    return answerOf(getReview({ client: this.client, path: { id } }));
  }

  claims({ id }: Named) {
    return answerOf(claimReview({ client: this.client, path: { id } }));
  }

  /** Decides the case as it is now. */
  async decides({ id }: Named, body: DecideReviewRequest) {
    const { version } = await this.looksAt({ id });
    const headers = { 'If-Match': `"${version}"` };
    return answerOf(decideReview({ client: this.client, path: { id }, body, headers }));
  }

  /** Asks for the decision to be taken back. */
  takesBack({ id }: Named, reason = '误点，须重新核对') {
    return answerOf(takeBackDecision({ client: this.client, path: { id }, body: { reason } }));
  }

  /** Takes the application's case and passes it; what follows has happened when this returns. */
  async passes(application: Named, stage: ReviewStage = 'first'): Promise<void> {
    await this.concludes(application, stage, { outcome: 'passed' });
  }

  async returns(application: Named, words: Omit<DecideReviewRequest, 'outcome'>, stage: ReviewStage = 'first') {
    await this.concludes(application, stage, { outcome: 'returned', ...words });
  }

  private async concludes(application: Named, stage: ReviewStage, decision: DecideReviewRequest): Promise<void> {
    const { id } = await this.caseOf(application, stage);
    await this.claims({ id });
    await this.decides({ id }, decision);
    await this.people.settled();
  }

  sees({ id }: Named) {
    return answerOf(getApplication({ client: this.client, path: { id } }));
  }

  async timeline({ id }: Named) {
    return (await answerOf(getApplicationTimeline({ client: this.client, path: { id } }))).items;
  }

  reads({ id }: Named, number: number) {
    return answerOf(getRevision({ client: this.client, path: { id, number } }));
  }

  /** The findings that a submission answers, and whether it mended them. */
  async answered({ id }: Named, number: number) {
    return (await answerOf(getRevisionChanges({ client: this.client, path: { id, number } }))).findings;
  }

  async changes({ id }: Named, number: number) {
    return (await answerOf(getRevisionChanges({ client: this.client, path: { id, number } }))).items;
  }

  /** The content of a submitted attachment, by its short-lived link. */
  async opens({ id }: Named, attachment: Named): Promise<Buffer> {
    const path = { id, attachmentId: attachment.id };
    const { url } = await answerOf(downloadApplicationAttachment({ client: this.client, path }));
    // a platform on any free port does not know its own address
    const { pathname, search } = new URL(url, this.people.platform.url);
    const response = await fetch(`${this.people.platform.url}${pathname}${search}`);
    if (!response.ok) throw new Error(`the link answers ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** A draft list with these applications in this order. */
  async lists({ id: planId }: Plan, applications: readonly Named[]): Promise<Named> {
    const { id, version } = await answerOf(createAdmissionList({ client: this.client, body: { planId } }));
    const body = { applicationIds: applications.map((application) => application.id) };
    const headers = { 'If-Match': `"${version}"` };
    await done(replaceAdmissionListEntries({ client: this.client, path: { id }, body, headers }));
    return { id };
  }

  publishes({ id }: Named) {
    return answerOf(publishAdmissionList({ client: this.client, path: { id }, body: {} }));
  }

  seesList({ id }: Named) {
    return answerOf(getAdmissionList({ client: this.client, path: { id } }));
  }

  async trainings({ id: planId }: Plan) {
    return (await answerOf(listTrainings({ client: this.client, query: { planId, limit: 100 } }))).items;
  }

  /** Takes everybody admitted to a plan through the whole training. */
  async trains(plan: Plan): Promise<void> {
    const trainingIds = (await this.trainings(plan)).map(({ id }) => id);
    await done(startTrainings({ client: this.client, body: { trainingIds } }));
    await done(completeTrainings({ client: this.client, body: { trainingIds } }));
    await this.people.settled();
  }

  /** Seats everybody who may sit an exam, in twenty days, and publishes it. */
  async schedulesExam(): Promise<Named & { startsAt: Date }> {
    const startsAt = new Date(this.people.platform.clock.now().getTime() + 20 * DAY);
    const { client } = this;
    const body = { title: '结业考试', startsAt: startsAt.toISOString(), place: '示例教学楼' };
    const { id } = await answerOf(createExam({ client, body }));
    await done(addExamRoom({ client, path: { id }, body: { name: '第一考场', capacity: 30 } }));
    await done(arrangeSeats({ client, path: { id }, body: {} }));
    await done(publishExam({ client, path: { id } }));
    await this.people.settled();
    return { id, startsAt };
  }

  /** Enters one outcome a ticket and publishes them. */
  async concludesExam({ id }: Named, outcomes: Readonly<Record<string, ExamOutcome>>): Promise<void> {
    const { client } = this;
    const { version } = await answerOf(getExam({ client, path: { id } }));
    const results = Object.entries(outcomes).map(([ticketNumber, outcome]) => ({ ticketNumber, outcome }));
    const headers = { 'If-Match': `"${version}"` };
    await done(enterExamResults({ client, path: { id }, body: { results }, headers }));
    await done(publishExamResults({ client, path: { id } }));
    await this.people.settled();
  }
}
