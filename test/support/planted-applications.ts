import type { ApplicationsDesk } from './applications-desk.js';
import { maskName } from '../../src/platform/encryption/mask.js';

/** A plan as the applications of it are found. */
interface PlantedPlan {
  readonly aggregateId: string;
  readonly baseId: string;
  readonly batchId: string;
}

interface Planted {
  readonly name?: string;
  readonly idNumber?: string;
  readonly phone?: string;
  readonly sendingUnit?: string;
  /** Rows that nothing made findable yet, as a version before the hashes left them. */
  readonly withoutHashes?: boolean;
}

/**
 * So many applications, spread over the plans and over states, a second apart, each of another trainee: made by the
 * database itself, since submitting as many takes hours. All have one name and number in clear, and hashes of their own.
 */
export async function plantApplications(
  { platform }: Pick<ApplicationsDesk, 'platform'>,
  count: number,
  plans: readonly PlantedPlan[],
  planted: Planted = {},
): Promise<void> {
  const { name = '韦大海', idNumber = '450103198511230017', phone = '13877100001', ...rest } = planted;
  const { encryption } = platform;
  await platform.em().execute(
    `with plans as (
       select array_agg(p order by p->>'aggregateId') as all_plans from jsonb_array_elements(?::jsonb) as p
     ), made as (
       insert into applications.application (id, trainee_id, plan_id, base_id, batch_id, specialty, status, revision,
         submission, sending_unit, name, masked_name, id_number, name_hash, id_number_hash, findings, submitted_at,
         status_changed_at, version)
       select gen_random_uuid(), gen_random_uuid(), (plan->>'aggregateId')::uuid, (plan->>'baseId')::uuid,
         (plan->>'batchId')::uuid, 'clinical',
         (array['submitted', 'first_review_passed', 'signature_submitted', 'second_review_passed', 'admitted'])[1 + number % 5],
         1, 0, ?, ?, ?, ?,
         case when ?::boolean then null else encode(sha256(convert_to('name' || number, 'UTF8')), 'hex') end,
         case when ?::boolean then null else encode(sha256(convert_to('number' || number, 'UTF8')), 'hex') end, '[]',
         timestamptz '2026-01-01 00:00:00Z' + number * interval '1 second',
         timestamptz '2026-02-01 00:00:00Z' + number * interval '1 second', 1
       from generate_series(1, ?::int) as number, plans,
         lateral (select all_plans[1 + number % cardinality(all_plans)] as plan) as chosen
       returning trainee_id
     )
     insert into applications.account_contact (account_id, phone, email, version) select trainee_id, ?, null, 1 from made`,
    [
      JSON.stringify(plans),
      rest.sendingUnit ?? '示例市人民医院',
      encryption.seal('name', name),
      maskName(name),
      encryption.seal('id-number', idNumber),
      rest.withoutHashes ?? false,
      rest.withoutHashes ?? false,
      count,
      encryption.seal('phone', phone),
    ],
  );
  await platform.em().execute('analyze applications.application');
}
