import type { Invariant } from '../../platform/invariants/invariant.js';
import { applicationLifecycle, endedStatuses } from './applications/application.lifecycle.js';

const steps = applicationLifecycle.steps.flatMap(({ action, from, to }) =>
  from.map((status) => `('${action}', '${status}', '${to}')`),
);
const ended = endedStatuses.map((status) => `'${status}'`).join(', ');

// the steps of an application in their order, each beside the one before
const taken = `select application_id, action, from_status, to_status, revision, sequence,
    lag(to_status) over (partition by application_id order by sequence) as before
  from applications.timeline_entry where outcome = 'applied'`;

/** What is always true of applications. Erasure takes revisions, pages and forms away: those of the erased are not missed. */
export const applicationInvariants: readonly Invariant[] = [
  {
    code: 'applications.status-of-last-step',
    title: { zh: '报名的状态是其最后一步的结果', en: 'An application stands where its last step led' },
    subjectType: 'application',
    violations: `select a.id from applications.application a
      left join (select distinct on (application_id) application_id, to_status from applications.timeline_entry
                 where outcome = 'applied' order by application_id, sequence desc) last on last.application_id = a.id
      where last.to_status is distinct from a.status`,
  },
  {
    code: 'applications.version-counts-steps',
    title: { zh: '报名的版本号等于已发生的步数', en: 'The version of an application counts its steps' },
    subjectType: 'application',
    violations: `select a.id from applications.application a
      left join (select application_id, count(*) as steps from applications.timeline_entry
                 where outcome = 'applied' group by application_id) t on t.application_id = a.id
      where coalesce(t.steps, 0) <> a.version`,
  },
  {
    code: 'applications.unbroken-timeline',
    title: { zh: '每一步都从上一步的结果开始', en: 'Each step begins where the one before ended' },
    subjectType: 'application',
    violations: `select application_id as id from (${taken}) t where from_status is distinct from before`,
  },
  {
    code: 'applications.steps-of-the-table',
    title: { zh: '每一步都是状态表中的一行', en: 'Each step is a row of the table' },
    subjectType: 'application',
    violations: `select application_id as id from (${taken}) t
      where (action, coalesce(from_status, ''), to_status) not in (('submit', '', 'submitted'), ${steps.join(', ')})`,
  },
  {
    code: 'applications.one-live-application',
    title: { zh: '一名学员在一个批次中最多有一份有效的报名', en: 'A trainee has one live application in a batch' },
    subjectType: 'application',
    violations: `select id from (
        select id, count(*) over (partition by trainee_id, batch_id) as live
        from applications.application where status not in (${ended})) a
      where live > 1`,
  },
  {
    code: 'applications.revision-of-each-submission',
    title: {
      zh: '每次提交都有一份冻结的版本，编号连续',
      en: 'Each submission has its revision, numbered without gaps',
    },
    subjectType: 'application',
    violations: `select a.id from applications.application a
      left join (select application_id, count(*) as count, max(number) as highest, min(number) as lowest
                 from applications.revision group by application_id) r on r.application_id = a.id
      left join (select application_id, count(*) as count from applications.timeline_entry
                 where outcome = 'applied' and action in ('submit', 'resubmit') group by application_id) t
             on t.application_id = a.id
      where a.erased_at is null
        and (r.count, r.highest, r.lowest, t.count) is distinct from (a.revision, a.revision, 1, a.revision)`,
  },
  {
    code: 'applications.plan-of-latest-revision',
    title: {
      zh: '报名的招录计划即最近一次提交的计划',
      en: 'An application counts for the plan of its latest revision',
    },
    subjectType: 'application',
    violations: `select a.id from applications.application a
      join applications.revision r on r.application_id = a.id and r.number = a.revision
      where (r.plan_id, r.base_id, r.specialty) is distinct from (a.plan_id, a.base_id, a.specialty)`,
  },
  {
    code: 'applications.pages-of-each-set',
    title: { zh: '提交过的每一套签字盖章页都有页', en: 'Each submitted set of signature pages has pages' },
    subjectType: 'application',
    violations: `select a.id from applications.application a
      left join (select application_id, count(distinct submission) as sets, max(submission) as highest
                 from applications.signature_page where submission is not null group by application_id) s
             on s.application_id = a.id
      where a.erased_at is null
        and (coalesce(s.sets, 0), coalesce(s.highest, 0)) is distinct from (a.submission, a.submission)`,
  },
  {
    code: 'applications.form-of-each-passed-review',
    title: {
      zh: '每次一审通过都有一份可打印的申请表',
      en: 'Each passed first review issued a form, and nothing else did',
    },
    subjectType: 'application',
    violations: `select coalesce(t.application_id, f.application_id) as id
      from (select application_id, revision from applications.timeline_entry
            where outcome = 'applied' and action = 'pass-first-review') t
      full join applications.issued_form f on f.application_id = t.application_id and f.revision = t.revision
      left join applications.application a on a.id = coalesce(t.application_id, f.application_id)
      where a.erased_at is null and (t.application_id is null or f.application_id is null)`,
  },
  {
    code: 'applications.no-fact-waits-for-ever',
    title: { zh: '先到的事实很快等到它之前的一步', en: 'A fact that came early is soon joined by the one before it' },
    subjectType: 'application',
    violations: 'select application_id as id from applications.waiting_fact where at < :settled',
  },
];
