import type { EntityManager } from '@mikro-orm/postgresql';
import { type CheckedRow, type SheetError } from '../../../platform/spreadsheets/check-sheet.js';
import { BaseSuspended } from '../bases/base.problems.js';
import type { TrainingBase } from '../bases/training-base.entity.js';
import { BatchOver } from '../batches/batch.problems.js';
import type { Batch } from '../batches/batch.entity.js';
import { PlanExists } from '../plans/plan.problems.js';
import type { CreatePlanRequest } from '../plans/plans.dto.js';
import { RecruitmentPlan } from '../plans/recruitment-plan.entity.js';
import { periodRefusal } from '../plans/training-period.js';
import { sameAsBefore } from './same-as-before.js';

export type PlanRow = CheckedRow<CreatePlanRequest>;

/** What a row's cells may name. */
export interface Named {
  readonly bases: ReadonlyMap<string, TrainingBase>;
  readonly batches: ReadonlyMap<string, Batch>;
}

/** What is wrong with rows whose cells are all right by themselves. */
export async function checkPlanRows(
  em: EntityManager,
  rows: readonly PlanRow[],
  { bases, batches }: Named,
  now: Date,
): Promise<SheetError[]> {
  const batch = { $in: [...new Set(rows.map(({ request }) => request.batchId))] };
  const plans = await em.find(RecruitmentPlan, { batch });
  const existing = new Set(
    plans.map((plan) => keyOf({ baseId: plan.base.id, batchId: plan.batch.id, specialty: plan.specialty })),
  );
  const repeated = sameAsBefore(rows, keyOf);
  return rows.flatMap((row) => {
    const { request } = row;
    const errors: SheetError[] = [];
    const refuse = (field: string, { spec }: typeof BaseSuspended) =>
      errors.push(row.refusal(field, spec.code, spec.title));
    if (bases.get(request.baseId)?.status === 'suspended') refuse('baseId', BaseSuspended);
    if (batches.get(request.batchId)?.phaseAt(now) === 'closed') refuse('batchId', BatchOver);
    if (existing.has(keyOf(request))) refuse('specialty', PlanExists);
    const repetition = repeated.get(row);
    if (repetition) errors.push(row.refusal('specialty', 'duplicate', repetition));
    const period = periodRefusal(request);
    if (period) errors.push(row.refusal('trainingEndsOn', period.code, period.detail));
    return errors;
  });
}

const keyOf = ({ baseId, batchId, specialty }: Pick<CreatePlanRequest, 'baseId' | 'batchId' | 'specialty'>): string =>
  `${baseId} ${batchId} ${specialty}`;
