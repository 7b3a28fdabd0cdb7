/** What the season of the spec leaves: the ids that violations are planted on. */
export interface Season {
  /** Went all the way and graduated. */
  readonly graduate: string;
  /** Was returned, submitted again, and waits for its first review. */
  readonly waiting: string;
  /** Was withdrawn before its first review. */
  readonly withdrawn: string;
  readonly planId: string;
}

interface Planting {
  /** Changes that no code of the platform makes; `?` is the subject's id. */
  readonly sql: readonly string[];
  /** SQL that gives the ids that have to be told, from the same id. */
  readonly found: string;
  readonly on: keyof Season;
}

const itself = 'select ?::uuid as id';
const record = 'select id from exams.training_record where application_id = ?';
const list = 'select list_id as id from publicity.admission_list_entry where application_id = ?';
const cases = 'select id from review.review_case where application_id = ?';

/** For each invariant what makes it, and it alone, untrue. */
export const plantings: Readonly<Record<string, Planting>> = {
  'applications.status-of-last-step': {
    on: 'graduate',
    sql: [`update applications.application set status = 'exam_scheduled' where id = ?`],
    found: itself,
  },
  'applications.version-counts-steps': {
    on: 'graduate',
    sql: ['update applications.application set version = version + 1 where id = ?'],
    found: itself,
  },
  'applications.unbroken-timeline': {
    on: 'withdrawn',
    sql: [
      `update applications.timeline_entry set from_status = 'first_review_passed'
       where application_id = ? and action = 'withdraw'`,
    ],
    found: itself,
  },
  'applications.steps-of-the-table': {
    on: 'graduate',
    // two rows, one subject
    sql: [
      `update applications.timeline_entry set action = 'withdraw'
       where application_id = ? and action in ('start-training', 'complete-training')`,
    ],
    found: itself,
  },
  'applications.one-live-application': {
    on: 'graduate',
    sql: [
      'drop index applications.application_one_live_per_batch',
      `update applications.application as other set trainee_id = a.trainee_id from applications.application a
       where a.id = ? and other.status = 'submitted'`,
    ],
    found: `select a.id from applications.application a
      join applications.application g on g.trainee_id = a.trainee_id where g.id = ?`,
  },
  'applications.revision-of-each-submission': {
    on: 'waiting',
    sql: ['delete from applications.revision where application_id = ? and number = 1'],
    found: itself,
  },
  'applications.plan-of-latest-revision': {
    on: 'waiting',
    sql: ['update applications.application set plan_id = gen_random_uuid() where id = ?'],
    found: itself,
  },
  'applications.pages-of-each-set': {
    on: 'graduate',
    sql: ['delete from applications.signature_page where application_id = ?'],
    found: itself,
  },
  'applications.form-of-each-passed-review': {
    on: 'graduate',
    sql: ['delete from applications.issued_form where application_id = ?'],
    found: itself,
  },
  'applications.no-fact-waits-for-ever': {
    on: 'waiting',
    sql: [
      `insert into applications.waiting_fact (id, application_id, action, at)
       values (gen_random_uuid(), ?, 'publicize', '2026-01-01T00:00:00Z')`,
    ],
    found: itself,
  },
  'review.one-open-case': {
    on: 'waiting',
    sql: [
      `insert into review.review_case (id, version, application_id, stage, revision, application_version, plan_id, base_id,
         batch_id, specialty, masked_applicant_name, sending_unit, sending_unit_key, status, submitted_at, findings)
       select gen_random_uuid(), version, application_id, stage, 9, 999, plan_id, base_id,
         batch_id, specialty, masked_applicant_name, sending_unit, sending_unit_key, 'waiting', submitted_at, findings
       from review.review_case where application_id = ? and status = 'waiting'`,
    ],
    found: itself,
  },
  'review.open-case-is-awaited': {
    on: 'withdrawn',
    sql: [
      `update review.review_case set status = 'waiting', closed_at = null, closed_because = null
       where application_id = ?`,
    ],
    found: cases,
  },
  'review.decision-took-effect': {
    on: 'graduate',
    sql: [`update review.review_case set application_version = 999 where application_id = ? and stage = 'second'`],
    found: `${cases} and stage = 'second'`,
  },
  'review.take-back-is-answered': {
    on: 'graduate',
    sql: [
      `insert into review.take_back (id, case_id, state, reason, asked_at, outcome, findings, documents, decided_by, decided_at)
       select gen_random_uuid(), id, 'asked', 'sealed', '2026-01-01T00:10:00Z', status, findings, documents, decided_by, decided_at
       from review.review_case where application_id = ? and stage = 'second'`,
    ],
    found: `${cases} and stage = 'second'`,
  },
  'review.case-of-each-submission': {
    on: 'waiting',
    sql: [`delete from review.review_case where application_id = ? and status = 'waiting'`],
    found: itself,
  },
  'recruitment.statistics-count-standings': {
    on: 'planId',
    sql: ['update recruitment.plan_statistics set withdrawn = withdrawn + 1 where plan_id = ?'],
    found: itself,
  },
  'recruitment.standing-of-latest-event': {
    on: 'withdrawn',
    sql: ['update recruitment.application_standing set version = version - 1 where application_id = ?'],
    found: itself,
  },
  'recruitment.quota-covers-publicized': {
    on: 'planId',
    sql: [
      'alter table recruitment.plan drop constraint plan_quota_check',
      'update recruitment.plan set quota = 0 where id = ?',
    ],
    found: itself,
  },
  'publicity.entries-within-quota': {
    on: 'planId',
    sql: ['update publicity.plan set quota = 0 where id = ?'],
    found: itself,
  },
  'publicity.list-ends-when-due': {
    on: 'graduate',
    sql: [
      `update publicity.admission_list set status = 'published', ended_at = null where id = (${list})`,
      `update publicity.admission_list_entry set status = 'publicized' where application_id = ?`,
    ],
    found: list,
  },
  'publicity.entries-follow-their-list': {
    on: 'graduate',
    sql: [`update publicity.admission_list_entry set status = 'listed' where application_id = ?`],
    found: list,
  },
  'exams.graduate-passed': {
    on: 'graduate',
    sql: [`update exams.seat set outcome = 'failed' where training_id = (${record})`],
    found: record,
  },
  'exams.passed-graduates': {
    on: 'graduate',
    sql: [`update exams.training_record set status = 'completed' where application_id = ?`],
    found: record,
  },
  'exams.seats-within-room': {
    on: 'graduate',
    sql: [
      `insert into exams.seat select (jsonb_populate_record(s, jsonb_build_object(
         'id', gen_random_uuid(), 'training_id', gen_random_uuid(), 'number', 2, 'ticket_number', null))).*
       from exams.seat s where s.training_id = (${record})`,
      `update exams.exam_room set capacity = 1
       where id in (select room_id from exams.seat where training_id = (${record}))`,
    ],
    found: `select room_id as id from exams.seat where training_id = (${record}) limit 1`,
  },
};
