import type { Invariant } from '../../platform/invariants/invariant.js';

/** What is always true of review cases; that a decision names who took it and when is a CHECK of the table. */
export const reviewInvariants: readonly Invariant[] = [
  {
    code: 'review.one-open-case',
    title: { zh: '一份报名最多有一个待审核的件', en: 'An application has one open case' },
    subjectType: 'application',
    violations: `select application_id as id from review.review_case where status in ('waiting', 'claimed')
      group by application_id having count(*) > 1`,
  },
  {
    code: 'review.open-case-is-awaited',
    title: { zh: '待审核的件都有报名在等待', en: 'An open case is awaited by its application' },
    subjectType: 'review-case',
    violations: `select c.id from review.review_case c
      join review.reviewed_application a on a.application_id = c.application_id
      where c.status in ('waiting', 'claimed') and a.version > c.application_version
        and (a.status, a.revision) is distinct from
            (case c.stage when 'first' then 'submitted' else 'signature_submitted' end, c.revision)`,
  },
  {
    code: 'review.decision-took-effect',
    title: { zh: '审核决定都已使报名进入下一状态', en: 'A decision has moved its application on' },
    subjectType: 'review-case',
    violations: `select c.id from review.review_case c
      join review.reviewed_application a on a.application_id = c.application_id
      where c.status in ('passed', 'returned') and c.decided_at < :settled and a.version <= c.application_version`,
  },
  {
    code: 'review.take-back-is-answered',
    title: { zh: '撤回审核结论的申请很快有结果', en: 'Whoever wants a decision back is soon answered' },
    subjectType: 'review-case',
    violations: `select case_id as id from review.take_back where state = 'asked' and asked_at < :settled`,
  },
  {
    code: 'review.case-of-each-submission',
    title: { zh: '等待审核的报名都有待审核的件', en: 'An application that waits for a review has a case' },
    subjectType: 'application',
    violations: `select a.application_id as id from review.reviewed_application a
      where a.status in ('submitted', 'signature_submitted')
        and not exists (select from review.review_case c
          where c.application_id = a.application_id and c.application_version = a.version)`,
  },
];
