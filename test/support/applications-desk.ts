import { randomUUID } from 'node:crypto';
import { eventually } from './eventually.js';
import { jpeg, pdf } from './made-files.js';
import { type Answer, startTestPlatform, TEST_NOW, type TestPlatform } from './platform.js';
import { AccountRegistered } from '../../src/domains/accounts/contracts/index.js';
import { type AttachmentKind, PlanChanged } from '../../src/domains/recruitment/contracts/index.js';
import { CaseDecided } from '../../src/domains/review/contracts/index.js';
import type { DomainEvent, EventClass, EventFields } from '../../src/platform/events/domain-event.js';
import { maskName } from '../../src/platform/encryption/mask.js';
import { ApplicationStatusChanged } from '../../src/domains/applications/contracts/index.js';

const DAY = 24 * 3600 * 1000;

/** The domain alone, with what other domains would tell it, in the words of its business. */
export class ApplicationsDesk {
  private constructor(readonly platform: TestPlatform) {}

  static async open(environment: Record<string, string> = {}): Promise<ApplicationsDesk> {
    return new ApplicationsDesk(await startTestPlatform('applications', environment));
  }

  /** A plan that takes applications; `changes` says what the test is about. */
  async plan(changes: Partial<EventFields<PlanChanged>> = {}): Promise<EventFields<PlanChanged>> {
    const plan: EventFields<PlanChanged> = {
      aggregateId: randomUUID(),
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      status: 'published',
      specialty: 'clinical',
      quota: 10,
      baseId: randomUUID(),
      baseName: '示例培训基地',
      baseSuspended: false,
      batchId: randomUUID(),
      batchName: '2026 年度第一批',
      opensAt: new Date(TEST_NOW.getTime() - DAY).toISOString(),
      closesAt: new Date(TEST_NOW.getTime() + 10 * DAY).toISOString(),
      resubmissionGraceDays: 7,
      requirements: [
        { kind: 'photo', required: true, maxCount: 1 },
        { kind: 'practising-certificate', required: true, maxCount: 2 },
      ],
      ...changes,
    };
    await this.platform.publish(PlanChanged, plan);
    await eventually('the plan is known', async () => {
      const [known] = await this.rows('select 1 from applications.known_plan where id = ? and version >= ?', [
        plan.aggregateId,
        plan.aggregateVersion,
      ]);
      expect(known).toBeDefined();
    });
    return plan;
  }

  /** A trainee whose registration has arrived. */
  async trainee(name = '张小明', idNumber = '450103199003071231'): Promise<DeskTrainee> {
    const { encryption } = this.platform;
    const id = randomUUID();
    await this.platform.publish(AccountRegistered, {
      aggregateId: id,
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      name: encryption.seal('name', name),
      maskedName: maskName(name),
      idNumber: encryption.seal('id-number', idNumber),
      idNumberIndex: encryption.index('id-number', idNumber),
      phone: encryption.seal('phone', '13812345678'),
      email: null,
    });
    await eventually('the applicant is known', async () => {
      expect(await this.rows('select 1 from applications.applicant where id = ?', [id])).toHaveLength(1);
    });
    return new DeskTrainee(this, id);
  }

  /** A base administrator decides, and the decision has been dealt with when this returns. */
  async decides(applicationId: string, decision: Partial<EventFields<CaseDecided>>): Promise<void> {
    const { encryption } = this.platform;
    const { reason = null, findings = [], ...rest } = decision;
    await this.happens(CaseDecided, applicationId, {
      stage: 'first',
      outcome: 'passed',
      revision: 1,
      submission: null,
      decidedBy: randomUUID(),
      ...rest,
      reason: reason && encryption.seal('remark', reason),
      findings: findings.map(({ pointer, comment }) => ({ pointer, comment: encryption.seal('remark', comment) })),
    });
  }

  /** As many more pages like one that was uploaded, which nobody has to look at. */
  async copiesPage(id: string, times: number): Promise<void> {
    await this.rows(
      `insert into applications.signature_page
       select (jsonb_populate_record(page, jsonb_build_object('id', gen_random_uuid(),
         'sequence', page.sequence + 1000 + n, 'object_key', page.object_key || n))).*
       from applications.signature_page page, generate_series(1, ?) n where page.id = ?`,
      [times, id],
    );
  }

  /** Another domain says something about an application; settled when this returns. */
  async happens<E extends DomainEvent & { applicationId: string }>(
    event: EventClass<E>,
    applicationId: string,
    fields: Omit<EventFields<E>, 'aggregateVersion' | 'occurredAt' | 'applicationId' | 'aggregateId'> & {
      aggregateId?: string;
    },
  ): Promise<void> {
    const before = await this.settled(applicationId);
    await this.platform.publish(event, {
      aggregateId: randomUUID(),
      ...fields,
      aggregateVersion: 1,
      occurredAt: this.platform.clock.now().toISOString(),
      applicationId,
    } as unknown as EventFields<E>);
    await eventually('the decision is settled', async () => {
      expect(await this.settled(applicationId)).toBeGreaterThan(before);
    });
  }

  /** The timeline as administrators read it, with what was refused. */
  async wholeTimeline(applicationId: string): Promise<any[]> {
    const token = this.platform.token({ id: randomUUID(), roles: ['province_admin'] });
    return (await this.platform.call('GET', `/management/applications/${applicationId}/timeline`, { token })).body
      .items;
  }

  /** Every step that was announced of an application, in the order of its versions. */
  async announced(applicationId: string): Promise<EventFields<ApplicationStatusChanged>[]> {
    const rows = await this.rows<{ payload: EventFields<ApplicationStatusChanged> }>(
      `select payload from platform.outbox_message
       where name = 'applications.application-status-changed' and aggregate_id = ? order by aggregate_version`,
      [applicationId],
    );
    return rows.map(({ payload }) => payload);
  }

  rows<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return this.platform.em().execute<Row[]>(sql, params);
  }

  private async settled(applicationId: string): Promise<number> {
    const [{ count } = { count: 0 }] = await this.rows<{ count: number }>(
      `select (select count(*) from applications.timeline_entry where application_id = ?)::int
            + (select count(*) from applications.waiting_fact where application_id = ?)::int as count`,
      [applicationId, applicationId],
    );
    return count;
  }

  close(): Promise<void> {
    return this.platform.stop();
  }
}

/** A form with nothing missing for a clinical plan. */
export const completeForm = {
  basic: {
    ethnicity: '08',
    nativePlace: '广西南宁',
    politicalStatus: '13',
    highestEducation: '14',
    highestDegree: '310',
  },
  contact: {
    address: '广西南宁市青秀区示例路 1 号',
    postalCode: '530021',
    emergencyContactName: '李四',
    emergencyContactPhone: '13900000000',
  },
  education: [{ school: '广西医科大学', major: '临床医学', level: '21', startMonth: '2008-09', endMonth: '2013-07' }],
  work: [
    {
      unit: '示例市人民医院',
      department: '生殖医学科',
      title: '233',
      startMonth: '2013-08',
      licenceNumber: '110450000012345',
    },
  ],
  training: { specialty: 'clinical', purpose: '系统学习人类辅助生殖技术临床规范' },
  statement: { accepted: true },
};

/** One trainee at the desk. */
export class DeskTrainee {
  constructor(
    private readonly desk: ApplicationsDesk,
    readonly id: string,
  ) {}

  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    // signed anew each time: a test that moves the clock outlives a token
    const token = this.desk.platform.token({ id: this.id, roles: ['trainee'] });
    return this.desk.platform.call(method, path, { token, body, headers });
  }

  async saves(sections: object): Promise<Answer> {
    const { headers } = await this.call('GET', '/personal-info');
    return this.call('PUT', '/personal-info', sections, { 'if-match': headers.get('etag') ?? '' });
  }

  uploads(kind: AttachmentKind, file: Buffer, fileName: string, headers?: Record<string, string>): Promise<Answer> {
    return this.call('POST', '/attachments', formOf({ kind }, file, fileName), headers);
  }

  /** Fills in everything that `plan()` asks for. */
  async completes(): Promise<this> {
    expect(await this.saves(completeForm)).toMatchObject({ status: 200 });
    expect(await this.uploads('photo', await jpeg(300, 420), '证件照.jpg')).toMatchObject({ status: 201 });
    expect(await this.uploads('practising-certificate', await pdf(1), '执业证.pdf')).toMatchObject({ status: 201 });
    return this;
  }

  submits({ aggregateId: planId }: { aggregateId: string }, headers?: Record<string, string>): Promise<Answer> {
    return this.call('POST', '/applications', { planId, ...confirmation }, headers);
  }

  resubmits(applicationId: string, { aggregateId: planId }: { aggregateId: string }): Promise<Answer> {
    return this.call('POST', `/applications/${applicationId}/resubmission`, { planId, ...confirmation });
  }

  async uploadsPage(applicationId: string, file?: Buffer, fileName = '签字盖章页.pdf'): Promise<Answer> {
    const path = `/applications/${applicationId}/signature-pages`;
    return this.call('POST', path, formOf({}, file ?? (await pdf(2)), fileName));
  }

  replacesPage(applicationId: string, pageId: string, file: Buffer, fileName = '签字盖章页.jpg'): Promise<Answer> {
    return this.call('PUT', `/applications/${applicationId}/signature-pages/${pageId}`, formOf({}, file, fileName));
  }

  ordersPages(applicationId: string, pageIds: readonly string[]): Promise<Answer> {
    return this.call('PUT', `/applications/${applicationId}/signature-pages/order`, { pageIds });
  }

  async pages(applicationId: string): Promise<any[]> {
    return (await this.call('GET', `/applications/${applicationId}/signature-pages?limit=100`)).body.items;
  }

  /** The printed form (PDF) that is to be signed. */
  async prints(applicationId: string): Promise<Buffer> {
    return (await this.call('GET', `/applications/${applicationId}/form?format=pdf`)).body;
  }

  submitsPages(applicationId: string): Promise<Answer> {
    return this.call('POST', `/applications/${applicationId}/signature-submission`);
  }

  async application(applicationId: string): Promise<any> {
    return (await this.call('GET', `/applications/${applicationId}`)).body;
  }

  async timeline(applicationId: string): Promise<any[]> {
    return (await this.call('GET', `/applications/${applicationId}/timeline`)).body.items;
  }
}

export const confirmation = { sendingUnit: '示例市人民医院', email: 'someone@example.org' };

function formOf(fields: Record<string, string>, file: Buffer, fileName: string): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const type = fileName.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg';
  form.append('file', new Blob([new Uint8Array(file)], { type }), fileName);
  return form;
}
