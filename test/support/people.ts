import { randomUUID } from 'node:crypto';
import {
  changeFormRequirement,
  closePlan,
  createBase,
  createBatch,
  createPlan,
  getFormRequirement,
  publishPlan,
  suspendBase,
} from '../../openapi/client/management/index.js';
import { type Client, createClient, createConfig } from '../../openapi/client/trainee/client/index.js';
import { getPlan, getPlanStatistics } from '../../openapi/client/trainee/index.js';
import { madeUpPerson } from '../../scripts/walkthrough/made-up-person.js';
import { Outbox } from '../../scripts/walkthrough/outbox.js';
import { patientFetch } from '../../scripts/walkthrough/patient-fetch.js';
import { answerOf, done } from '../../scripts/walkthrough/refused.js';
import { EndPublicity } from '../../src/domains/publicity/admission-lists/end-publicity.js';
import { CheckInvariants } from '../../src/platform/invariants/check-invariants.js';
import type { Role } from '../../src/platform/access/roles.js';
import { BaseAdmin } from './base-admin.js';
import { eventually } from './eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from './platform.js';
import { Trainee } from './trainee.js';

export const DAY = 24 * 3600 * 1000;
export const HOUR = 3600 * 1000;

export interface Plan {
  readonly id: string;
  readonly baseId: string;
  readonly batchId: string;
}

/** An instant so many milliseconds after the fixed one that every story begins at. */
export const later = (milliseconds: number): Date => new Date(TEST_NOW.getTime() + milliseconds);

/**
 * Everybody whom a story tells of, on a platform that runs all domains. They do everything over HTTP through the
 * generated clients; staff and trainees carry tokens signed for the moment, so that the clock may be moved.
 */
export class People {
  readonly outbox: Outbox;
  private readonly province: Client;
  private heldUp = false;

  private constructor(readonly platform: TestPlatform) {
    this.outbox = new Outbox(platform.url);
    this.province = this.clientOf({ roles: ['province_admin'] });
  }

  static async gather(environment?: Record<string, string>): Promise<People> {
    // consumers that are held up keep a connection each
    const people = new People(await startTestPlatform('all', { DATABASE_POOL_SIZE: '16', ...environment }));
    await people.asksNursesForLittle();
    return people;
  }

  /** Leaves the platform, in which nothing impossible may have come to be. */
  async part(): Promise<void> {
    try {
      await this.settled();
      const outcomes = await this.platform.platform.app.get(CheckInvariants, { strict: false }).run();
      expect(outcomes.filter(({ violations }) => violations > 0)).toEqual([]);
    } finally {
      await this.platform.stop();
    }
  }

  /** A client whose every call is signed anew. */
  clientOf(caller: { id?: string; roles: Role[]; baseIds?: string[] }): Client {
    const id = caller.id ?? randomUUID();
    const auth = () => this.platform.token({ ...caller, id });
    return createClient(createConfig({ baseUrl: this.platform.url, auth, fetch: patientFetch }));
  }

  /** Registers a new trainee, code by SMS, as anybody does. */
  trainee(name = '张小明'): Promise<Trainee> {
    return Trainee.register(this, madeUpPerson(name));
  }

  /** A base with an administrator of its own. */
  async base(name: string): Promise<BaseAdmin> {
    const body = { name, address: '广西示例市示例路 1 号', contactName: '示例联系人', contactPhone: '0771-1234567' };
    const { id } = await answerOf(createBase({ client: this.province, body }));
    return this.adminOf(id);
  }

  /** Another administrator of a base. */
  adminOf(baseId: string): BaseAdmin {
    const id = randomUUID();
    return new BaseAdmin(this, { id, baseId, client: this.clientOf({ id, roles: ['base_admin'], baseIds: [baseId] }) });
  }

  /** A batch that is open for ten days from the story's beginning, with seven days of grace. */
  async batch(name: string, opensAt = later(-DAY), closesAt = later(10 * DAY)): Promise<string> {
    const body = { name, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), resubmissionGraceDays: 7 };
    return (await answerOf(createBatch({ client: this.province, body }))).id;
  }

  /** A published plan, of nursing; known to all domains when this returns. */
  async plan({ baseId }: BaseAdmin, batchId: string, quota = 5): Promise<Plan> {
    const body = { baseId, batchId, specialty: 'nursing', quota, contactName: '示例', contactPhone: '0771-1' } as const;
    const { id } = await answerOf(createPlan({ client: this.province, body }));
    await done(publishPlan({ client: this.province, path: { id } }));
    await this.settled();
    return { id, baseId, batchId };
  }

  async closesPlan({ id }: Plan): Promise<void> {
    await done(closePlan({ client: this.province, path: { id } }));
    await this.settled();
  }

  async suspends({ baseId }: BaseAdmin): Promise<void> {
    await done(suspendBase({ client: this.province, path: { id: baseId } }));
    await this.settled();
  }

  /** Makes a nursing plan ask for two files only: every trainee of a story has to upload them. */
  private async asksNursesForLittle(): Promise<void> {
    const [client, path] = [this.province, { specialty: 'nursing' } as const];
    const { version } = await answerOf(getFormRequirement({ client, path }));
    const attachments = (['photo', 'practising-certificate'] as const).map((kind) => ({
      kind,
      required: true,
      maxCount: 1,
    }));
    const headers = { 'If-Match': `"${version}"` };
    await done(changeFormRequirement({ client, path, body: { attachments }, headers }));
  }

  /** 报名情况统计 of one plan. */
  async statistics({ id }: Plan) {
    const { items } = await answerOf(getPlanStatistics({ client: this.province }));
    const counted = items.find(({ planId }) => planId === id);
    if (!counted) throw new Error(`no statistics of plan ${id}`);
    const { submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, withdrawn, remaining } = counted;
    return { submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, withdrawn, remaining };
  }

  /** What everybody sees of a plan. */
  seesPlan({ id }: Plan) {
    return answerOf(getPlan({ client: this.province, path: { id } }));
  }

  /** Moves the clock; what fell due meanwhile is done when this returns. */
  async moveClockTo(instant: Date): Promise<void> {
    await this.setsClock(instant);
    await this.settled();
  }

  /** Moves the clock without waiting for what fell due. */
  async setsClock(instant: Date): Promise<void> {
    const answer = await fetch(`${this.platform.url}/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: instant.toISOString() }),
    });
    if (!answer.ok) throw new Error(`the clock does not move: ${answer.status}`);
  }

  /** Does what the clock does every minute: ends the publicities that are over, without waiting for what follows. */
  async endsPublicity(): Promise<void> {
    await this.platform.platform.app.get(EndPublicity, { strict: false }).run(this.platform.em());
  }

  /** Waits until every message was delivered to everybody and every queued job is done; not while they are held up. */
  async settled(): Promise<void> {
    if (this.heldUp) return;
    await eventually('nothing is on its way', async () => {
      const waiting = await this.rows(
        `select task_identifier, attempts, last_error from graphile_worker.jobs where attempts < max_attempts`,
      );
      const undelivered = await this.rows(
        `select m.name, s.consumer from platform.outbox_message m join platform.subscription s on s.event_name = m.name
         where not exists (select from platform.receipt r where r.message_id = m.id and r.consumer = s.consumer)`,
      );
      expect({ waiting, undelivered }).toEqual({ waiting: [], undelivered: [] });
    });
  }

  /**
   * Holds up every message between the domains while `work` is done, as a slow line between them would; they arrive, in
   * whatever order, when it is over.
   */
  async whileMessagesAreHeldUp<Result>(work: () => Promise<Result>): Promise<Result> {
    this.heldUp = true;
    const result = await this.platform
      .em()
      .transactional(async (em) => {
        // a consumer begins by writing its receipt
        await em.execute('lock table platform.receipt in share row exclusive mode');
        return work();
      })
      .finally(() => (this.heldUp = false));
    await this.settled();
    return result;
  }

  rows<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return this.platform.em().execute<Row[]>(sql, params);
  }
}
