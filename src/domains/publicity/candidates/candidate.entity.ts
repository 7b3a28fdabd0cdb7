import { defineEntity, p } from '@mikro-orm/core';
import { applicationStatuses } from '../../applications/contracts/index.js';
import { specialties } from '../../recruitment/contracts/index.js';

const CandidateSchema = defineEntity({
  name: 'Candidate',
  schema: 'publicity',
  tableName: 'candidate',
  properties: {
    applicationId: p.uuid().primary(),
    // the application's highest version that was seen: events come in any order
    version: p.integer(),
    status: p.enum(applicationStatuses),
    planId: p.uuid(),
    baseId: p.uuid(),
    batchId: p.uuid(),
    specialty: p.enum(specialties),
    // sealed, kind `name`
    applicantName: p.text(),
    maskedApplicantName: p.string().length(60),
    sendingUnit: p.string().length(200),
  },
  indexes: [{ properties: ['planId', 'status', 'applicationId'], name: 'candidate_plan_index' }],
});

/** An application that passed its second review, and what became of it since. */
export class Candidate extends CandidateSchema.class {
  /** Whether it may be put on a list of the plan: passed, and neither publicized nor withdrawn since. */
  isEligibleFor(planId: string): boolean {
    return this.planId === planId && this.status === 'second_review_passed';
  }
}
CandidateSchema.setClass(Candidate);
