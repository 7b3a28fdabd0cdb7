import { randomUUID } from 'node:crypto';
import { Consumers } from '../../src/platform/events/consumers.js';
import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from './platform.js';
import { countFromScratch, statusChanged, type Told } from './random-history.js';
import { planTerms, RecruitmentDesk } from './recruitment-desk.js';

const LANES = 6;

/** For specs of the statistics: plans, events about them, and who applies which event when. */
export class StatisticsDesk {
  /** Those of the season that is on. */
  plans: string[] = [];
  private batchId = '';

  private constructor(
    readonly platform: TestPlatform,
    readonly recruitment: RecruitmentDesk,
  ) {}

  static async open(): Promise<StatisticsDesk> {
    // without a worker, so that nothing is applied but by `applies`
    const platform = await startTestPlatform('recruitment', { ROLES: 'api' });
    return new StatisticsDesk(platform, new RecruitmentDesk(platform));
  }

  close(): Promise<void> {
    return this.platform.stop();
  }

  /** Five published plans of a new batch, each of another base. */
  async beginsSeason(): Promise<void> {
    this.batchId = (await this.recruitment.newBatch()).id;
    this.plans = [];
    for (const specialty of ['clinical', 'laboratory', 'andrology', 'nursing', 'clinical']) {
      const { id: baseId } = await this.recruitment.newBase();
      const terms = { ...planTerms, quota: 9000, specialty, baseId, batchId: this.batchId };
      const { id } = await this.recruitment.created('/plans', terms);
      await this.recruitment.manage('POST', `/plans/${id}/publication`);
      this.plans.push(id);
    }
  }

  /** What is answered now, plan by plan, beside what a count of the known events from scratch gives. */
  async answeredAndCounted(known: readonly Told[]) {
    const { body, headers } = await this.recruitment.asks(`/plans/statistics?batchId=${this.batchId}`);
    const answered = this.plans.map((id) => {
      const { submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, withdrawn, quota, remaining } =
        body.items.find(({ planId }: any) => planId === id);
      expect(remaining).toBe(Math.max(0, quota - publicized));
      return { submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, withdrawn };
    });
    const counted = this.plans.map((id) => countFromScratch(known, id));
    return { answered, counted, etag: headers.get('etag') };
  }

  /** Puts messages into the outbox, as if `applications` had published them; answers their ids. */
  async publishes(history: readonly Told[]): Promise<string[]> {
    const messages = history.map((told) => ({
      id: randomUUID(),
      name: 'applications.application-status-changed',
      version: 1,
      aggregateId: told.applicationId,
      aggregateVersion: told.version,
      payload: statusChanged(told),
      occurredAt: TEST_NOW,
    }));
    await this.platform.em().insertMany(OutboxMessage, messages);
    return messages.map(({ id }) => id);
  }

  /** Applies messages by several workers at once. */
  async applies(ids: readonly string[]): Promise<void> {
    const consumers = this.platform.platform.app.get(Consumers);
    const waiting = [...ids];
    const work = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        await consumers.apply('recruitment.plan-statistics', id);
      }
    };
    await Promise.all(Array.from({ length: LANES }, work));
  }

  /** Where each application of the season is kept to stand. */
  async standings(): Promise<string[]> {
    const rows = await this.platform.em().execute<{ standing: string }[]>(
      `select application_id || ' ' || plan_id || ' ' || standing.status || ' ' || standing.version as standing
       from recruitment.application_standing as standing join recruitment.plan on plan.id = plan_id where batch_id = ?`,
      [this.batchId],
    );
    return rows.map(({ standing }) => standing).toSorted();
  }
}

/** Where each application stands after its history, written as `standings` has it. */
export const endOf = (history: readonly Told[]): string[] =>
  [...Map.groupBy(history, ({ applicationId }) => applicationId).values()]
    .map((steps) => steps.at(-1)!)
    .map(({ applicationId, planId, to, version }) => `${applicationId} ${planId} ${to} ${version}`)
    .toSorted();
