import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import type { Sealed } from '../../../platform/encryption/field-encryption.js';
import { ERASED_NAME } from '../../../platform/encryption/mask.js';
import { type Problem, refuseTogether } from '../../../platform/problems/problem.js';
import { specialties } from '../../recruitment/contracts/index.js';
import {
  type ApplicationAction,
  type ApplicationStatus,
  applicationStatuses,
  finalStatuses,
} from '../contracts/index.js';
import type { KnownPlan } from '../plans/known-plan.entity.js';
import { applicationLifecycle } from './application.lifecycle.js';
import {
  BaseSuspended,
  BatchClosed,
  BatchNotOpen,
  PlanNotPublished,
  PlanOfAnotherBatch,
} from './application.problems.js';

/** A remark on one field or document, as the reviewer published it; the comment is sealed, kind `remark`. */
export interface SealedFinding {
  readonly pointer: string;
  readonly comment: Sealed;
}

/** One step that an application took: what its timeline and its events tell. */
export interface StepTaken {
  readonly action: ApplicationAction;
  readonly at: Date;
  /** Null for the first submission. */
  readonly from: ApplicationStatus | null;
  /** The plan that counted before, when a resubmission went to another. */
  readonly previousPlanId: string | null;
  readonly reason: Sealed | null;
}

/** Who applies, and with what: the parts of a frozen form that stand open beside it. */
export interface Submission {
  readonly traineeId: string;
  readonly name: Sealed;
  readonly maskedName: string;
  readonly idNumber: Sealed;
  readonly nameHash: string;
  readonly idNumberHash: string;
  readonly photoKey: string | null;
  readonly sendingUnit: string;
}

const ApplicationSchema = defineEntity({
  name: 'Application',
  schema: 'applications',
  tableName: 'application',
  uniques: [
    {
      name: 'application_one_live_per_batch',
      properties: ['traineeId', 'batchId'],
      where: `status not in ('withdrawn', 'not_admitted')`,
    },
  ],
  indexes: [
    { properties: ['traineeId', 'submittedAt', 'id'] },
    { properties: ['baseId', 'submittedAt', 'id'] },
    { properties: ['planId', 'submittedAt', 'id'] },
    { properties: ['batchId', 'submittedAt', 'id'] },
    { properties: ['submittedAt', 'id'] },
    { properties: ['status', 'submittedAt', 'id'] },
    { properties: ['nameHash', 'submittedAt', 'id'] },
    { properties: ['idNumberHash', 'submittedAt', 'id'] },
    { name: 'application_without_hashes_index', properties: ['id'], where: 'name_hash is null and erased_at is null' },
  ],
  checks: [
    {
      name: 'application_erased_cannot_be_found',
      expression: 'erased_at is null or num_nonnulls(name_hash, id_number_hash) = 0',
    },
  ],
  properties: {
    id: p.uuid().primary(),
    traineeId: p.uuid(),
    planId: p.uuid(),
    baseId: p.uuid(),
    batchId: p.uuid(),
    specialty: p.enum(specialties),
    status: p.enum(applicationStatuses),
    // number of the latest revision
    revision: p.integer(),
    // number of the latest set of signature pages, 0 before the first
    submission: p.integer(),
    sendingUnit: p.string().length(100),
    // sealed, kind `name`
    name: p.text(),
    maskedName: p.string().length(60),
    // sealed, kind `id-number`
    idNumber: p.text(),
    // keyed hashes that an exact name and ID number are found by; null once erased, and until an older row is filled in
    nameHash: p.string().columnType('char(64)').strictNullable(),
    idNumberHash: p.string().columnType('char(64)').strictNullable(),
    photoKey: p.string().length(200).nullable(),
    // why it was last returned or refused; sealed, kind `remark`
    reason: p.text().nullable(),
    findings: p.json<SealedFinding[]>(),
    // the seat whose result is awaited
    seatId: p.uuid().nullable(),
    submittedAt: p.datetime(),
    statusChangedAt: p.datetime(),
    // when its trainee was forgotten: who it was, and what was submitted, is gone
    erasedAt: p.datetime().strictNullable(),
    // counted by each step, under a lock on the row: the number that the step's events carry
    version: p.integer(),
  },
});

/** One trainee's application in one batch. Every change is a step of the lifecycle. */
export class Application extends ApplicationSchema.class {
  /** Why the plan takes no first submission now; none when it does. */
  static refusalsOfSubmission(plan: KnownPlan, now: Date): Problem[] {
    return [
      ...refusalsOfPlan(plan),
      ...(plan.hasOpened(now) ? [] : [new BatchNotOpen({ members: { opensAt: plan.opensAt } })]),
      ...(plan.hasClosed(now) ? [new BatchClosed({ members: { closesAt: plan.closesAt } })] : []),
    ];
  }

  /** The first submission; refused while the plan takes none. */
  static submit(plan: KnownPlan, submission: Submission, now: Date): Application {
    refuseTogether(Application.refusalsOfSubmission(plan, now));
    const application = new Application();
    application.id = randomUUID();
    application.status = applicationLifecycle.initial;
    application.revision = 0;
    application.submission = 0;
    application.version = 1;
    application.findings = [];
    application.reason = null;
    application.seatId = null;
    application.submittedAt = now;
    application.statusChangedAt = now;
    application.erasedAt = null;
    application.take(plan, submission);
    return application;
  }

  /** What the first submission is told as. */
  submitted(): StepTaken {
    return { action: 'submit', at: this.submittedAt, from: null, previousPlanId: null, reason: null };
  }

  /** Why it cannot be submitted again to the plan now; none when it was returned and the plan, of the same batch, takes it. */
  refusalsOfResubmission(plan: KnownPlan, now: Date): Problem[] {
    const closesAt = plan.resubmissionEndsAt;
    return [
      ...applicationLifecycle.refusals(this.status, 'resubmit'),
      ...(plan.batchId === this.batchId ? [] : [new PlanOfAnotherBatch()]),
      ...refusalsOfPlan(plan),
      ...(now < closesAt ? [] : [new BatchClosed({ members: { closesAt } })]),
    ];
  }

  /** Submits again after a return, to the same plan or another of the batch. */
  resubmit(plan: KnownPlan, submission: Submission, now: Date): StepTaken {
    refuseTogether(this.refusalsOfResubmission(plan, now));
    const previousPlanId = plan.id === this.planId ? null : this.planId;
    this.take(plan, submission);
    return { ...this.follow('resubmit', now), previousPlanId };
  }

  /** Hands in a new set of signature pages; its number is `submission` afterwards. */
  submitSignaturePages(now: Date): StepTaken {
    const step = this.follow('submit-signature-pages', now);
    this.submission += 1;
    return step;
  }

  withdraw(reason: Sealed | null, now: Date): StepTaken {
    return { ...this.follow('withdraw', now), reason };
  }

  /** Takes the step that another domain decided; refuses with `lifecycle.step-not-allowed`. */
  apply(action: ApplicationAction, at: Date, reason: Sealed | null, findings: SealedFinding[]): StepTaken {
    const step = this.follow(action, at);
    this.reason = reason;
    this.findings = findings;
    return { ...step, reason };
  }

  /** Whether nothing can follow any more. */
  get isOver(): boolean {
    return (finalStatuses as readonly ApplicationStatus[]).includes(this.status);
  }

  /** Takes out who it was; what became of it stays. */
  erase(now: Date): void {
    Object.assign(this, { name: '', maskedName: ERASED_NAME, idNumber: '', photoKey: null, erasedAt: now });
    Object.assign(this, { nameHash: null, idNumberHash: null, reason: null, findings: [] });
  }

  private take(plan: KnownPlan, submission: Submission): void {
    const { id: planId, baseId, batchId, specialty } = plan;
    Object.assign(this, { planId, baseId, batchId, specialty }, submission);
    this.revision += 1;
  }

  private follow(action: ApplicationAction, at: Date): StepTaken {
    const from = this.status;
    this.status = applicationLifecycle.next(from, action);
    this.statusChangedAt = at;
    this.version += 1;
    this.reason = null;
    this.findings = [];
    return { action, at, from, previousPlanId: null, reason: null };
  }
}
ApplicationSchema.setClass(Application);

/** Why the plan takes no applications, whatever the hour. */
const refusalsOfPlan = ({ status, baseSuspended }: KnownPlan): Problem[] => [
  ...(status === 'published' ? [] : [new PlanNotPublished()]),
  ...(baseSuspended ? [new BaseSuspended()] : []),
];
