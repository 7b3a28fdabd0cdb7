import type { Role } from '../../src/platform/access/roles.js';
import type { Specialty } from '../../src/domains/recruitment/contracts/index.js';
import type { Answer, TestPlatform } from './platform.js';

export const aBase = (name: string) => ({
  name,
  address: '南宁市示例路 1 号',
  contactName: '韦老师',
  contactPhone: '0771-1234567',
});
export const aBatch = (name: string) => ({
  name,
  opensAt: '2026-11-20T08:00:00+08:00',
  closesAt: '2026-12-31T18:00:00+08:00',
});
export const planTerms = { quota: 2, contactName: '韦老师', contactPhone: '0771-1234567' };
export const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } });

export const refused = (answer: Answer, status: number, code: string) =>
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });

// names of bases and batches are unique on a platform, whichever desk made them
let serial = 0;

/** The province's administrator at work, for specs of recruitment: bases, batches and plans made through the routes. */
export class RecruitmentDesk {
  /** The access token of whoever acts now. */
  token = '';

  constructor(private readonly platform: TestPlatform) {
    this.signIn();
  }

  /** Acts from now on in these roles, with a token that is valid at this time of the clock. */
  signIn(roles: Role[] = ['province_admin'], baseIds: string[] = []): void {
    this.token = this.platform.token({ roles, baseIds });
  }

  manage(method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
    return this.platform.call(method, `/management${path}`, { token: this.token, ...options });
  }

  /** Asks a route of everybody's side, in these roles. */
  asks(path: string, headers: Record<string, string> = {}) {
    return this.platform.call('GET', path, { token: this.token, headers });
  }

  async created(path: string, body: unknown): Promise<any> {
    const answer = await this.manage('POST', path, { body });
    expect(answer.status).toBe(201);
    return answer.body;
  }

  newBase(): Promise<any> {
    return this.created('/bases', aBase(`示例基地 ${++serial}`));
  }

  newBatch(): Promise<any> {
    return this.created('/batches', aBatch(`示例批次 ${++serial}`));
  }

  /** A draft of a plan, with a base and a batch of its own. */
  async newPlan(specialty: Specialty = 'clinical') {
    const [base, batch] = [await this.newBase(), await this.newBatch()];
    const plan = await this.created('/plans', { ...planTerms, baseId: base.id, batchId: batch.id, specialty });
    return { base, batch, plan };
  }

  async publishedPlan() {
    const made = await this.newPlan();
    expect((await this.manage('POST', `/plans/${made.plan.id}/publication`)).status).toBe(200);
    return made;
  }

  /** What was told of a plan, in the order of its recording. */
  announcements(planId: string): Promise<{ version: number; payload: any }[]> {
    return this.platform.em().execute(
      `select aggregate_version as version, payload from platform.outbox_message
       where aggregate_id = ? and name = 'recruitment.plan-changed' order by sequence`,
      [planId],
    );
  }
}
