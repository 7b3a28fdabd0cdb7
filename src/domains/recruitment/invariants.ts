import { newestEvents } from '../../platform/events/past-events.js';
import type { Invariant } from '../../platform/invariants/invariant.js';
import { ApplicationStatusChanged } from '../applications/contracts/index.js';
import { countColumns, countsOfStandings } from './statistics/milestones.js';

const columns = (table: string): string => countColumns.map((column) => `${table}.${column}`).join(', ');

/** What is always true of 报名情况统计; `npm run rebuild-statistics` mends the first two. */
export const recruitmentInvariants: readonly Invariant[] = [
  {
    code: 'recruitment.statistics-count-standings',
    title: { zh: '报名情况统计与逐份清点一致', en: 'The statistics are what a count of the applications gives' },
    subjectType: 'plan',
    violations: `select kept.plan_id as id from recruitment.plan_statistics kept
      join (select plan_id, ${countsOfStandings} from recruitment.plan_statistics
            left join recruitment.application_standing using (plan_id) group by plan_id) counted using (plan_id)
      where (${columns('kept')}) is distinct from (${columns('counted')})`,
  },
  {
    code: 'recruitment.standing-of-latest-event',
    title: { zh: '每份报名都按其最近的状态清点', en: 'Each application counts as its latest event says' },
    subjectType: 'application',
    violations: `select newest.aggregate_id as id from (${newestEvents(ApplicationStatusChanged)}) newest
      join recruitment.plan on plan.id = (newest.payload->>'planId')::uuid
      left join recruitment.application_standing s on s.application_id = newest.aggregate_id
      where newest.occurred_at < :settled
        and (s.plan_id, s.status, s.version) is distinct from
            (plan.id, newest.payload->>'to', newest.aggregate_version)`,
  },
  {
    code: 'recruitment.quota-covers-publicized',
    title: { zh: '公示与录取的人数不超过招录名额', en: 'No more are publicized than the quota has places' },
    subjectType: 'plan',
    violations: `select s.plan_id as id from recruitment.plan_statistics s
      join recruitment.plan on plan.id = s.plan_id where s.publicized > plan.quota`,
  },
];
