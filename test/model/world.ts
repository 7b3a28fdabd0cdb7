import { randomUUID } from 'node:crypto';
import type { BaseAdmin } from '../support/base-admin.js';
import { eventually } from '../support/eventually.js';
import { DAY, later, People, type Plan } from '../support/people.js';
import type { Trainee } from '../support/trainee.js';
import { Refused } from '../../scripts/walkthrough/refused.js';
import { CandidateRefused, type RefusalCause } from '../../src/domains/publicity/contracts/index.js';
import type { Expected } from './model.js';

const TRAINEES = 5;
// a run moves the clock by weeks at each exam
const BATCH_DAYS = 20_000;

/** The platform as the commands meet it: five trainees, and two plans of one batch that nobody has applied to yet. */
export class World {
  private constructor(
    readonly people: People,
    readonly trainees: readonly Trainee[],
    readonly admins: readonly BaseAdmin[],
    readonly plans: readonly Plan[],
  ) {}

  static async open(): Promise<World> {
    const people = await People.gather();
    const names = Array.from({ length: TRAINEES }, (_, index) => `学员${'甲乙丙丁戊'[index]}`);
    const trainees = await Promise.all(names.map(async (name) => (await people.trainee(name)).fillsIn()));
    const admins = [await people.base('南宁基地'), await people.base('柳州基地')];
    return new World(people, trainees, admins, []);
  }

  /** The same people before another batch. */
  async anew(): Promise<World> {
    const now = this.people.platform.clock.now().getTime();
    const batchId = await this.people.batch(`批次 ${randomUUID()}`, new Date(now - DAY), later(BATCH_DAYS * DAY));
    const plans: Plan[] = [];
    for (const admin of this.admins) plans.push(await this.people.plan(admin, batchId, 1000));
    return new World(this.people, this.trainees, this.admins, plans);
  }

  trainee({ trainee }: { trainee: number }): Trainee {
    return this.trainees[trainee] as Trainee;
  }

  admin({ plan }: { plan: number }): BaseAdmin {
    return this.admins[plan] as BaseAdmin;
  }

  plan({ plan }: { plan: number }): Plan {
    return this.plans[plan] as Plan;
  }

  /** What the platform's clock shows, in milliseconds. */
  get now(): number {
    return this.people.platform.clock.now().getTime();
  }

  /** Moves the clock by so many days; what falls due meanwhile is done. */
  async passes(days: number): Promise<void> {
    await this.people.setsClock(new Date(this.people.platform.clock.now().getTime() + days * DAY));
    await this.settled();
  }

  /** What no domain decides yet is told as its future owner would. */
  async candidateRefused({ id }: Expected, cause: RefusalCause): Promise<void> {
    await this.people.platform.publish(CandidateRefused, {
      ...{ aggregateId: randomUUID(), aggregateVersion: 1, applicationId: id, listId: null, reason: null, cause },
      occurredAt: this.people.platform.clock.now().toISOString(),
    });
  }

  /**
   * Waits until every message has been dealt with: each of them is a job of the queue until then. Holding messages
   * against receipts, as stories do, would cost more with each of the thousands of steps.
   */
  async settled(): Promise<void> {
    await eventually('no message is on its way', async () => {
      const [{ waiting } = { waiting: -1 }] = await this.people.rows<{ waiting: number }>(
        `select count(*)::int as waiting from graphile_worker._private_jobs`,
      );
      expect(waiting).toBe(0);
    });
  }

  close(): Promise<void> {
    return this.people.part();
  }
}

/** The code of the problem that `attempt` is refused with; null when it is not. */
export async function refusalOf(attempt: () => Promise<unknown>): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.problem.code ?? String(error.status);
    throw error;
  }
}
