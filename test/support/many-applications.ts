import type { TestPlatform } from './platform.js';

/**
 * Lets the statistics stand as if so many applications had been counted, spread over all plans and states alike: made by
 * the database itself, since publishing a million of each step takes hours.
 */
export async function countMany(platform: TestPlatform, applications: number): Promise<void> {
  await platform.em().transactional(async (em) => {
    // the plans are there; asking for each row whether they are takes most of the time
    await em.execute('set local session_replication_role = replica');
    await em.execute(
      `with plans as (select array_agg(id) as ids from recruitment.plan),
       made as (
         insert into recruitment.application_standing (application_id, plan_id, status, version)
         select gen_random_uuid(), ids[1 + number % cardinality(ids)],
           (array['submitted', 'first_review_passed', 'second_review_passed', 'publicized', 'admitted', 'withdrawn'])[1 + number % 6],
           1 + number % 9
         from generate_series(1, ?::int) as number, plans
         returning plan_id, status
       ), counted as (
         select plan_id, count(*) filter (where status <> 'withdrawn') as submitted,
           count(*) filter (where status not in ('withdrawn', 'submitted')) as first_review_passed,
           count(*) filter (where status in ('second_review_passed', 'publicized', 'admitted')) as second_review_passed,
           count(*) filter (where status in ('publicized', 'admitted')) as publicized,
           count(*) filter (where status = 'admitted') as admitted,
           count(*) filter (where status = 'withdrawn') as withdrawn
         from made group by plan_id
       )
       update recruitment.plan_statistics as kept set submitted = kept.submitted + counted.submitted,
         first_review_passed = kept.first_review_passed + counted.first_review_passed,
         second_review_passed = kept.second_review_passed + counted.second_review_passed,
         publicized = kept.publicized + counted.publicized, admitted = kept.admitted + counted.admitted,
         withdrawn = kept.withdrawn + counted.withdrawn, changes = kept.changes + 1
       from counted where counted.plan_id = kept.plan_id`,
      [applications],
    );
  });
  await platform.em().execute('vacuum analyze recruitment.application_standing');
  await platform.em().execute('vacuum analyze recruitment.plan_statistics');
}
