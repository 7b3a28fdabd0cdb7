import { randomUUID } from 'node:crypto';
import { AccountRegistered } from '../../src/domains/accounts/contracts/index.js';
import { PlanChanged } from '../../src/domains/recruitment/contracts/index.js';
import { maskName } from '../../src/platform/encryption/mask.js';
import type { EventFields } from '../../src/platform/events/domain-event.js';
import { TEST_NOW, type TestPlatform } from '../support/platform.js';

const DAY = 24 * 3600 * 1000;

/** A form with nothing missing for a clinical plan that asks for no documents. */
export const form = {
  basic: {
    ethnicity: '08',
    nativePlace: '广西南宁',
    politicalStatus: '13',
    health: '健康',
    highestEducation: '14',
    highestDegree: '310',
  },
  contact: {
    address: '广西南宁市青秀区示例路 1 号',
    postalCode: '530021',
    emergencyContactName: '示例联系人',
    emergencyContactPhone: '13900000000',
  },
  education: [{ school: '广西医科大学', major: '临床医学', level: '21', startMonth: '2008-09', endMonth: '2013-07' }],
  work: [
    {
      unit: '示例市人民医院',
      department: '生殖医学科',
      position: '医师',
      title: '233',
      startMonth: '2013-08',
      qualificationNumber: '201645110450103199001011234',
      licenceNumber: '110450000012345',
    },
  ],
  training: { specialty: 'clinical', purpose: '系统学习人类辅助生殖技术临床规范' },
  statement: { accepted: true },
};

/** A plan in whose batch anybody can apply, as `applications` hears of it. */
export async function openPlan(platform: TestPlatform): Promise<EventFields<PlanChanged>> {
  const plan: EventFields<PlanChanged> = {
    aggregateId: randomUUID(),
    aggregateVersion: 1,
    occurredAt: TEST_NOW.toISOString(),
    status: 'published',
    specialty: 'clinical',
    quota: 10_000,
    baseId: randomUUID(),
    baseName: '示例培训基地',
    baseSuspended: false,
    batchId: randomUUID(),
    batchName: '示例批次',
    opensAt: new Date(TEST_NOW.getTime() - DAY).toISOString(),
    closesAt: new Date(TEST_NOW.getTime() + DAY).toISOString(),
    resubmissionGraceDays: 7,
    requirements: [],
  };
  await platform.publish(PlanChanged, plan);
  await until(platform, 'select count(*)::int as count from applications.known_plan where id = ?', plan.aggregateId, 1);
  return plan;
}

/** The ids of trainees who have registered. */
export async function enterTrainees(platform: TestPlatform, count: number): Promise<string[]> {
  const { encryption } = platform;
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const [index, id] of ids.entries()) {
    const idNumber = `45010319900307${String(index).padStart(4, '0')}`;
    await platform.publish(AccountRegistered, {
      aggregateId: id,
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      name: encryption.seal('name', '张小明'),
      maskedName: maskName('张小明'),
      idNumber: encryption.seal('id-number', idNumber),
      idNumberIndex: encryption.index('id-number', idNumber),
      phone: encryption.seal('phone', '13812345678'),
      email: null,
    });
  }
  const sql = "select count(*)::int as count from applications.applicant where id::text = any(string_to_array(?, ','))";
  await until(platform, sql, ids.join(','), count);
  return ids;
}

async function until(platform: TestPlatform, sql: string, parameter: string, wanted: number): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const [row] = await platform.em().execute<{ count: number }[]>(sql, [parameter]);
    if (row?.count === wanted) return;
    if (performance.now() > deadline) throw new Error(`waited in vain: ${row?.count} of ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
