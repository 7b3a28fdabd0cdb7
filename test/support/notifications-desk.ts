import { randomUUID } from 'node:crypto';
import { AccountRegistered, CodeIssued } from '../../src/domains/accounts/contracts/index.js';
import { type ApplicationAction, ApplicationStatusChanged } from '../../src/domains/applications/contracts/index.js';
import type { EventFields } from '../../src/platform/events/domain-event.js';
import { eventually } from './eventually.js';
import { TEST_NOW, type TestPlatform } from './platform.js';

/** People who are told things, for specs of notifications: what happens to them comes by other domains' events. */
export class NotificationsDesk {
  private serial = 0;

  constructor(private readonly platform: TestPlatform) {}

  seal(kind: 'name' | 'phone' | 'email' | 'code' | 'remark' | 'id-number', value: string): string {
    return this.platform.encryption.seal(kind, value);
  }

  aPhone(): string {
    return `138${String(++this.serial).padStart(8, '0')}`;
  }

  anAddress(): string {
    return `trainee-${++this.serial}@example.org`;
  }

  fact(aggregateId: string, aggregateVersion = 1) {
    return { aggregateId, aggregateVersion, occurredAt: TEST_NOW.toISOString() };
  }

  registers(accountId: string, phone: string, email: string | null = null): Promise<void> {
    return this.platform.publish(AccountRegistered, {
      ...this.fact(accountId),
      name: this.seal('name', '张小明'),
      maskedName: '张*明',
      idNumber: this.seal('id-number', '450103199001011234'),
      idNumberIndex: 'index',
      phone: this.seal('phone', phone),
      email: email === null ? null : this.seal('email', email),
    });
  }

  async aTrainee(email: string | null = null): Promise<{ id: string; phone: string }> {
    const trainee = { id: randomUUID(), phone: this.aPhone() };
    await this.registers(trainee.id, trainee.phone, email);
    return trainee;
  }

  step(
    traineeId: string,
    action: ApplicationAction,
    fields: Partial<EventFields<ApplicationStatusChanged>> = {},
  ): Promise<void> {
    return this.platform.publish(ApplicationStatusChanged, {
      ...this.fact(randomUUID(), 2),
      traineeId,
      planId: randomUUID(),
      previousPlanId: null,
      baseId: randomUUID(),
      batchId: randomUUID(),
      specialty: 'clinical',
      revision: 1,
      applicantName: this.seal('name', '张小明'),
      maskedApplicantName: '张*明',
      sendingUnit: '示例医院',
      action,
      from: 'submitted',
      to: 'first_review_passed',
      reason: null,
      idNumber: this.seal('id-number', '450103199001011234'),
      photoKey: null,
      ...fields,
    });
  }

  issuesCode(phone: string, fields: Partial<EventFields<CodeIssued>> = {}): Promise<void> {
    return this.platform.publish(CodeIssued, {
      ...this.fact(randomUUID()),
      purpose: 'registration',
      channel: 'sms',
      target: this.seal('phone', phone),
      code: this.seal('code', '123456'),
      expiresAt: new Date(TEST_NOW.getTime() + 300_000).toISOString(),
      ...fields,
    });
  }

  /** What was sent to a number or an address, newest first. */
  async box(to: string): Promise<any[]> {
    const answer = await fetch(`${this.platform.url}/dev/outbox?to=${encodeURIComponent(to)}`);
    return ((await answer.json()) as { items: any[] }).items;
  }

  arrived(to: string, count = 1): Promise<any[]> {
    return eventually(`${count} messages to ${to}`, async () => {
      const items = await this.box(to);
      expect(items).toHaveLength(count);
      return items;
    });
  }

  /** Waits until every job and consumer of this domain has done what it can do now. */
  idle(): Promise<void> {
    return eventually('nothing is left to do', async () => {
      const rows = await this.platform
        .em()
        .execute<{ n: number }[]>(`select count(*)::int as n from graphile_worker.jobs where attempts = 0`);
      expect(rows).toEqual([{ n: 0 }]);
    });
  }

  /** A page of a trainee's messages in the application. */
  async messages(traineeId: string, query = ''): Promise<any> {
    const token = this.platform.token({ id: traineeId, roles: ['trainee'] });
    const { status, body } = await this.platform.call('GET', `/messages${query}`, { token });
    expect(status).toBe(200);
    return body;
  }
}
