import { defineEntity, p } from '@mikro-orm/core';
import { applicationStatuses } from '../../applications/contracts/index.js';
import { specialties } from '../../recruitment/contracts/index.js';
import { reviewStages } from '../contracts/index.js';
import type { SealedFinding, SealedVerdict } from '../decisions/sealed-decision.js';
import { reviewCaseLifecycle } from './review-case.lifecycle.js';

// A queue is what is not decided yet, of however many cases there have been. Each list is one index, in its order.
const OPEN = "status in ('waiting', 'claimed')";

/** The table of review cases; `review-case.entity.ts` is their life. */
export const ReviewCaseSchema = defineEntity({
  name: 'ReviewCase',
  schema: 'review',
  tableName: 'review_case',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    applicationId: p.uuid().index(),
    stage: p.enum(reviewStages),
    revision: p.integer(),
    // the set of signature pages; none in the first stage
    submission: p.integer().nullable(),
    // of that set: how many show no readable code of the printed form; null where that was not told
    pagesWithoutCode: p.integer().nullable(),
    // the application's version that asked for this review
    applicationVersion: p.integer(),
    // whether an earlier submission of the same stage was returned
    resubmitted: p
      .boolean()
      .generated(
        (columns) =>
          `(case ${columns.stage} when 'first' then ${columns.revision} > 1 else ${columns.submission} > 1 end) stored`,
      ),
    planId: p.uuid(),
    baseId: p.uuid(),
    batchId: p.uuid(),
    specialty: p.enum(specialties),
    maskedApplicantName: p.string().length(60),
    sendingUnit: p.string().length(200),
    // the same for the same unit, however it was typed
    sendingUnitKey: p.text(),
    // keyed hash of the applicant's ID number; null once erased, and where it was not told
    applicantKey: p.string().columnType('char(64)').strictNullable(),
    status: p.enum(reviewCaseLifecycle.states),
    submittedAt: p.datetime(),
    claimedBy: p.uuid().nullable(),
    claimedUntil: p.datetime().nullable(),
    // why it was taken from who held it before; sealed, kind `remark`
    takeOverReason: p.text().nullable(),
    decidedBy: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    // until when whoever decided can take that back; none once it was asked for, or something was built on it
    takeBackUntil: p.datetime().nullable(),
    // who passed the first review of what is in its second: the rules can ask for another
    firstReviewedBy: p.uuid().nullable(),
    // sealed, kind `remark`
    reason: p.text().nullable(),
    findings: p.json<SealedFinding[]>(),
    documents: p.json<SealedVerdict[]>().default('[]'),
    closedAt: p.datetime().nullable(),
    closedBecause: p.enum(applicationStatuses).nullable(),
  },
  uniques: [
    { properties: ['applicationId', 'revision'], where: "stage = 'first'", name: 'review_case_first_unique' },
    { properties: ['applicationId', 'submission'], where: "stage = 'second'", name: 'review_case_second_unique' },
  ],
  indexes: [
    { properties: ['baseId', 'submittedAt', 'id'], name: 'review_case_queue_index' },
    { properties: ['submittedAt', 'id'], name: 'review_case_province_index' },
    { properties: ['baseId', 'submittedAt', 'id'], where: OPEN, name: 'review_case_open_queue_index' },
    { properties: ['submittedAt', 'id'], where: OPEN, name: 'review_case_open_province_index' },
    { properties: ['submittedAt', 'id'], where: `${OPEN} and resubmitted`, name: 'review_case_open_again_index' },
    { properties: ['baseId', 'status', 'submittedAt', 'id'], name: 'review_case_status_queue_index' },
    { properties: ['status', 'submittedAt', 'id'], name: 'review_case_status_province_index' },
    { properties: ['batchId', 'submittedAt', 'id'], name: 'review_case_batch_index' },
    { properties: ['planId', 'submittedAt', 'id'], name: 'review_case_plan_index' },
    { properties: ['baseId', 'decidedAt', 'id'], where: 'decided_at is not null', name: 'review_case_decided_index' },
    { properties: ['decidedAt', 'id'], where: 'decided_at is not null', name: 'review_case_decided_province_index' },
    { properties: ['claimedBy'], where: "status = 'claimed'", name: 'review_case_claimed_by_index' },
  ],
  checks: [
    {
      name: 'review_case_submission_of_second_stage',
      expression: "(stage = 'second') = (submission is not null)",
    },
    {
      name: 'review_case_pages_of_second_stage',
      expression: "stage = 'second' or pages_without_code is null",
    },
    {
      name: 'review_case_holder_while_claimed',
      expression: "(status = 'claimed') = (claimed_by is not null and claimed_until is not null)",
    },
    {
      name: 'review_case_taken_over_while_claimed',
      expression: "status = 'claimed' or take_over_reason is null",
    },
    {
      name: 'review_case_decided_by_somebody',
      expression: "(status in ('passed', 'returned')) = (decided_by is not null and decided_at is not null)",
    },
    {
      name: 'review_case_passed_without_rejection',
      expression: `status <> 'passed' or not documents @> '[{"verdict": "rejected"}]'`,
    },
    {
      name: 'review_case_taken_back_once_decided',
      expression: "take_back_until is null or status in ('passed', 'returned')",
    },
    { name: 'review_case_reason_of_return', expression: "(status = 'returned') = (reason is not null)" },
  ],
});
