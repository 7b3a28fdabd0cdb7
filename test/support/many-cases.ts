import { randomUUID } from 'node:crypto';
import type { TestPlatform } from './platform.js';

/** A base with a season behind it, and one of each thing that a queue is filtered by. */
export interface ManyCases {
  readonly baseId: string;
  readonly planId: string;
  readonly batchId: string;
}

/**
 * So many cases of one base, made by the database itself: three of five wait unless `waitingOfFive` says how many, one of a hundred came back, two of ten
 * were decided; ten batches one after another, six plans and four specialties across each other.
 */
export async function plantCases(
  platform: TestPlatform,
  cases: number,
  { waitingOfFive = 3 } = {},
): Promise<ManyCases> {
  const [baseId, ...ids] = Array.from({ length: 17 }, () => randomUUID());
  const [batches, plans] = [ids.slice(0, 10), ids.slice(10)];
  await platform.em().execute(
    `insert into review.review_case (id, version, application_id, stage, revision, application_version, plan_id, base_id,
       batch_id, specialty, masked_applicant_name, sending_unit, sending_unit_key, status, submitted_at, decided_by, decided_at, reason, findings)
     select gen_random_uuid(), 1, gen_random_uuid(), 'first', case when n % 100 = 7 then 2 else 1 end, 1,
       (string_to_array(?, ',')::uuid[])[1 + n % 6], ?::uuid, (string_to_array(?, ',')::uuid[])[1 + (n - 1) * 10 / ?::int],
       (array['clinical', 'laboratory', 'andrology', 'nursing'])[1 + n / 6 % 4], '张*明', '示例市人民医院', '示例市人民医院',
       case when n % 5 < ? then 'waiting' when n % 5 = 3 then 'passed' else 'returned' end,
       timestamptz '2020-01-01' + n * interval '1 minute',
       case when n % 5 >= ? then gen_random_uuid() end,
       case when n % 5 >= ? then timestamptz '2020-01-02' + n * interval '1 minute' end,
       case when n % 5 >= ? and n % 5 = 4 then 'sealed' end, '[]'
     from generate_series(1, ?::int) as n`,
    [plans.join(','), baseId, batches.join(','), cases, ...Array<number>(4).fill(waitingOfFive), cases],
  );
  await platform.em().execute('vacuum analyze review.review_case');
  return { baseId: baseId as string, planId: plans[2] as string, batchId: batches[9] as string };
}

/** The lists that people look at, by what they ask for: of a base, or of the whole province. */
export const queueQueries = ({ planId, batchId }: ManyCases): Record<string, string> => ({
  everything: '',
  waiting: 'state=waiting',
  'waiting, newest first': 'state=waiting&sort=-submittedAt',
  'waiting, of a plan': `state=waiting&planId=${planId}`,
  'waiting, of a batch': `state=waiting&batchId=${batchId}`,
  'waiting, of a specialty': 'state=waiting&specialty=andrology&stage=first',
  'waiting, again': 'state=waiting&resubmitted=true',
  passed: 'state=passed',
  'decided, newest first': 'sort=-decidedAt',
});
