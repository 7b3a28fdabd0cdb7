import { randomUUID } from 'node:crypto';
import {
  type ApplicationAction,
  type ApplicationStatus,
  ApplicationStatusChanged,
} from '../../src/domains/applications/contracts/index.js';
import { EndPublicity } from '../../src/domains/publicity/admission-lists/end-publicity.js';
import { Candidate } from '../../src/domains/publicity/candidates/candidate.entity.js';
import { PublicityPlan } from '../../src/domains/publicity/candidates/publicity-plan.entity.js';
import { PlanChanged } from '../../src/domains/recruitment/contracts/index.js';
import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { eventually } from './eventually.js';
import { settled } from './settled.js';
import { TEST_NOW, type TestPlatform } from './platform.js';

/** A plan with its base's administrator, for specs of publicity: what other domains would tell comes by their events. */
export class PublicityDesk {
  readonly planId = randomUUID();
  readonly baseId = randomUUID();
  /** The access token of whoever acts now. */
  token = '';

  private constructor(private readonly platform: TestPlatform) {}

  /** A desk whose plan is known and has so many places. */
  static async open(platform: TestPlatform, quota = 2): Promise<PublicityDesk> {
    const desk = new PublicityDesk(platform);
    await desk.tellsPlan(quota, 1);
    await eventually('the plan to be known', () => platform.em().findOneOrFail(PublicityPlan, { id: desk.planId }));
    desk.signIn();
    return desk;
  }

  /** Acts from now on as an administrator of this base, with a token that is valid at this time of the clock. */
  signIn(baseId = this.baseId): void {
    this.token = this.tokenFor(baseId);
  }

  tokenFor(...baseIds: string[]): string {
    return this.platform.token({ roles: ['base_admin'], baseIds });
  }

  tellsPlan(quota: number, version: number): Promise<void> {
    return this.platform.publish(PlanChanged, {
      aggregateId: this.planId,
      aggregateVersion: version,
      occurredAt: TEST_NOW.toISOString(),
      status: 'published',
      specialty: 'clinical',
      quota,
      baseId: this.baseId,
      baseName: '示例基地',
      baseSuspended: false,
      batchId: randomUUID(),
      batchName: '2026年',
      opensAt: '2026-09-01T00:00:00Z',
      closesAt: '2026-10-31T00:00:00Z',
      resubmissionGraceDays: 7,
      requirements: [],
    });
  }

  change(
    applicationId: string,
    version: number,
    action: ApplicationAction,
    from: ApplicationStatus,
    to: ApplicationStatus,
  ): Promise<void> {
    const { encryption } = this.platform;
    return this.platform.publish(ApplicationStatusChanged, {
      aggregateId: applicationId,
      aggregateVersion: version,
      occurredAt: TEST_NOW.toISOString(),
      traineeId: randomUUID(),
      planId: this.planId,
      baseId: this.baseId,
      batchId: randomUUID(),
      specialty: 'clinical',
      revision: 1,
      applicantName: encryption.seal('name', '张小明'),
      maskedApplicantName: '张*明',
      sendingUnit: '示例市妇幼保健院',
      action,
      from,
      to,
      previousPlanId: null,
      reason: null,
      idNumber: encryption.seal('id-number', '450103199001011234'),
      photoKey: null,
    });
  }

  pass(applicationId: string): Promise<void> {
    return this.change(applicationId, 5, 'pass-second-review', 'signature_submitted', 'second_review_passed');
  }

  takesBack(applicationId: string): Promise<void> {
    return this.change(applicationId, 6, 'reopen-second-review', 'second_review_passed', 'signature_submitted');
  }

  passAgain(applicationId: string): Promise<void> {
    return this.change(applicationId, 7, 'pass-second-review', 'signature_submitted', 'second_review_passed');
  }

  withdraw(applicationId: string): Promise<void> {
    return this.change(applicationId, 6, 'withdraw', 'second_review_passed', 'withdrawn');
  }

  settled(aggregateId: string): Promise<void> {
    return settled(this.platform, aggregateId);
  }

  /** Applications to the plan that passed second review, by their ids. */
  async candidates(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    for (const id of ids) await this.pass(id);
    await eventually('the candidates to be known', async () =>
      expect(await this.platform.em().count(Candidate, { applicationId: { $in: ids } })).toBe(count),
    );
    return ids;
  }

  create() {
    return this.platform.call('POST', '/management/admission-lists', {
      token: this.token,
      body: { planId: this.planId },
    });
  }

  replace(listId: string, version: number, applicationIds: string[]) {
    return this.platform.call('PUT', `/management/admission-lists/${listId}/entries`, {
      token: this.token,
      body: { applicationIds },
      headers: { 'if-match': `"${version}"` },
    });
  }

  publish(listId: string, body: unknown = {}) {
    return this.platform.call('POST', `/management/admission-lists/${listId}/publication`, { token: this.token, body });
  }

  /** A draft of these applications, by its id. */
  async aListOf(applicationIds: string[]): Promise<string> {
    const { body } = await this.create();
    const replaced = await this.replace(body.id, body.version, applicationIds);
    expect(replaced.status).toBe(200);
    return body.id as string;
  }

  async getList(listId: string): Promise<any> {
    return (await this.platform.call('GET', `/management/admission-lists/${listId}`, { token: this.token })).body;
  }

  getNotice(noticeId: string) {
    return this.platform.call('GET', `/notices/${noticeId}`);
  }

  endPublicity(): Promise<unknown> {
    return this.platform.platform.app.get(EndPublicity).run(this.platform.em());
  }

  /** The published events of a name about these applications, the earliest first. */
  async messages(name: string, applicationIds: readonly string[]): Promise<OutboxMessage[]> {
    const found = await this.platform.em().find(OutboxMessage, { name }, { orderBy: { sequence: 'asc' } });
    return found.filter(({ payload }) => applicationIds.includes((payload as { applicationId: string }).applicationId));
  }
}
