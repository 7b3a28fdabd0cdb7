import { randomUUID } from 'node:crypto';
import { ApplicationStatusChanged } from '../../src/domains/applications/contracts/index.js';
import { PlanChanged, type Specialty } from '../../src/domains/recruitment/contracts/index.js';
import { TrainingRecord } from '../../src/domains/exams/trainings/training-record.entity.js';
import { maskName } from '../../src/platform/encryption/mask.js';
import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { eventually } from './eventually.js';
import type { Answer, TestPlatform } from './platform.js';

export interface Candidate {
  readonly traineeId: string;
  readonly applicationId: string;
  readonly trainingId: string;
  /** An access token of the trainee. */
  readonly token: string;
}

export interface AdmittedPerson {
  name?: string;
  idNumber?: string;
  sendingUnit?: string;
  specialty?: Specialty;
  planId?: string;
  batchId?: string;
  photoKey?: string | null;
}

/** A base with its administrator, for specs of exams: what other domains would tell comes by their events. */
export class ExamSeason {
  readonly baseId = randomUUID();
  readonly batchId = randomUUID();
  readonly planId = randomUUID();
  readonly admin: string;

  constructor(
    private readonly platform: TestPlatform,
    readonly baseName = '广西壮族自治区生殖医院',
  ) {
    this.admin = platform.token({ roles: ['base_admin'], baseIds: [this.baseId] });
  }

  call<Body = any>(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    return this.platform.call<Body>(method, path, { token: this.admin, body, headers });
  }

  tellsPlan(version = 1, changes: Partial<PlanChanged> = {}): Promise<void> {
    return this.platform.publish(PlanChanged, {
      aggregateId: this.planId,
      aggregateVersion: version,
      occurredAt: this.platform.clock.now().toISOString(),
      status: 'published',
      specialty: 'clinical',
      quota: 20,
      baseId: this.baseId,
      baseName: this.baseName,
      baseSuspended: false,
      batchId: this.batchId,
      batchName: '2026年招录批次',
      opensAt: '2026-01-01T00:00:00Z',
      closesAt: '2026-12-31T00:00:00Z',
      resubmissionGraceDays: 7,
      requirements: [],
      ...changes,
    });
  }

  statusChange(person: AdmittedPerson = {}, changes: Partial<ApplicationStatusChanged> = {}): ApplicationStatusChanged {
    const { encryption, clock } = this.platform;
    const name = person.name ?? '张小明';
    return {
      aggregateId: randomUUID(),
      aggregateVersion: 9,
      occurredAt: clock.now().toISOString(),
      traineeId: randomUUID(),
      planId: person.planId ?? this.planId,
      baseId: this.baseId,
      batchId: person.batchId ?? this.batchId,
      specialty: person.specialty ?? 'clinical',
      revision: 1,
      applicantName: encryption.seal('name', name),
      maskedApplicantName: maskName(name),
      sendingUnit: person.sendingUnit ?? '柳州市妇幼保健院',
      action: 'admit',
      from: 'publicized',
      to: 'admitted',
      previousPlanId: null,
      reason: null,
      idNumber: encryption.seal('id-number', person.idNumber ?? '450103199001011235'),
      photoKey: person.photoKey ?? null,
      ...changes,
    };
  }

  async admits(person: AdmittedPerson = {}): Promise<Candidate> {
    const event = this.statusChange(person);
    await this.platform.publish(ApplicationStatusChanged, event);
    const { id } = await eventually('the training record begins', () =>
      this.platform.em().findOneOrFail(TrainingRecord, { applicationId: event.aggregateId }),
    );
    const token = this.platform.token({ id: event.traineeId, roles: ['trainee'] });
    return { traineeId: event.traineeId, applicationId: event.aggregateId, trainingId: id, token };
  }

  /** Admits a person of each unit and takes all of them through their training. */
  async trained(...sendingUnits: string[]): Promise<Candidate[]> {
    const candidates = await Promise.all(sendingUnits.map((sendingUnit) => this.admits({ sendingUnit })));
    const trainingIds = candidates.map(({ trainingId }) => trainingId);
    await this.succeeds('POST', '/management/trainings/start', { trainingIds });
    await this.succeeds('POST', '/management/trainings/completion', { trainingIds });
    return candidates;
  }

  /** An exam with rooms of these capacities; answers the exam. */
  async plansExam(capacities: readonly number[], changes: object = {}) {
    let { body } = await this.succeeds('POST', '/management/exams', {
      title: '2027年春季人类辅助生殖技术规范培训结业考试',
      startsAt: '2027-06-20T09:00:00+08:00',
      endsAt: '2027-06-20T11:30:00+08:00',
      place: '广西壮族自治区生殖医院教学楼',
      address: '广西南宁市青秀区示例路 1 号',
      ...changes,
    });
    for (const [index, capacity] of capacities.entries()) {
      const room = { name: `第${index + 1}考场`, capacity };
      ({ body } = await this.succeeds('POST', `/management/exams/${body.id}/rooms`, room));
    }
    return body;
  }

  /** Seats the candidates in an exam of their own and publishes it; answers the seating. */
  async publishesExam(candidates: readonly Candidate[], capacities: readonly number[] = [30]) {
    const { id } = await this.plansExam(capacities);
    const trainingIds = candidates.map(({ trainingId }) => trainingId);
    await this.succeeds('POST', `/management/exams/${id}/seating`, { trainingIds });
    await this.succeeds('POST', `/management/exams/${id}/publication`);
    return (await this.succeeds('GET', `/management/exams/${id}/seating`)).body;
  }

  async succeeds(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    const answer = await this.call(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }

  /** The payloads of the published events of a name about applications, in the order of their recording. */
  async published(name: string, applicationIds: readonly string[]): Promise<any[]> {
    const messages = await this.platform.em().find(OutboxMessage, { name }, { orderBy: { sequence: 'asc' } });
    return messages
      .map(({ payload }) => payload as { applicationId: string })
      .filter(({ applicationId }) => applicationIds.includes(applicationId));
  }
}
