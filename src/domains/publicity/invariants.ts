import type { Invariant } from '../../platform/invariants/invariant.js';

/** What is always true of admission lists; that nobody is publicized twice is a unique index. */
export const publicityInvariants: readonly Invariant[] = [
  {
    code: 'publicity.entries-within-quota',
    title: { zh: '公示与录取的人数不超过招录名额', en: 'No more are publicized than the quota has places' },
    subjectType: 'plan',
    violations: `select plan.id from publicity.plan
      join publicity.admission_list_entry e on e.plan_id = plan.id and e.status in ('publicized', 'admitted')
      group by plan.id, plan.quota having count(*) > plan.quota`,
  },
  {
    code: 'publicity.list-ends-when-due',
    title: { zh: '公示期满的名单都已结束', en: 'A list whose publicity is over has ended' },
    subjectType: 'admission-list',
    violations: `select id from publicity.admission_list where status = 'published' and ends_at < :settled`,
  },
  {
    code: 'publicity.entries-follow-their-list',
    title: { zh: '名单中每个人的状态与名单一致', en: 'Nobody on a list is before or behind the list' },
    subjectType: 'admission-list',
    violations: `select l.id from publicity.admission_list l
      join publicity.admission_list_entry e on e.list_id = l.id
      where e.status not in (case l.status when 'draft' then 'listed' when 'published' then 'publicized' else 'admitted' end,
                             'withdrawn')`,
  },
];
