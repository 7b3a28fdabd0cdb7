import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { checkSheet } from '../../../platform/spreadsheets/check-sheet.js';
import { importOnce, reportOf } from '../../../platform/spreadsheets/import-once.js';
import { receiveWorkbook } from '../../../platform/spreadsheets/receive-workbook.js';
import { TrainingBase } from '../bases/training-base.entity.js';
import { Batch } from '../batches/batch.entity.js';
import { announcePlans } from '../plans/announce-plans.js';
import { planLifecycle } from '../plans/plan.lifecycle.js';
import { CreatePlanRequest } from '../plans/plans.dto.js';
import { RecruitmentPlan } from '../plans/recruitment-plan.entity.js';
import { FormRequirement } from '../requirements/form-requirement.entity.js';
import { PlanStatistics } from '../statistics/plan-statistics.entity.js';
import { checkPlanRows, type Named, type PlanRow } from './check-plan-rows.js';
import { planColumns } from './columns.js';
import { type ImportedPlan, type PlanImportReport, PREVIEWED } from './imports.dto.js';

/** Makes a draft plan of every row of a workbook, or of none. */
@Injectable()
export class ImportPlans {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, request: FastifyRequest, dryRun: boolean): Promise<PlanImportReport> {
    const workbook = await receiveWorkbook(request);
    const now = this.clock.now();
    const wanted = { request, caller, workbook, dryRun };
    return importOnce(this.em, now, wanted, async (em) => {
      const [bases, batches] = await findNamed(em, !dryRun);
      const columns = planColumns(bases, batches, now);
      const named = { bases: byId(bases), batches: byId(batches) };
      const checked = await checkSheet(workbook.sheet, columns, CreatePlanRequest);
      const errors = [...checked.errors, ...(await checkPlanRows(em, checked.valid, named, now))];
      const wrong = new Set(errors.map(({ row }) => row));
      const report = reportOf(checked, errors, wanted);
      if (!dryRun) await this.save(em, caller, checked.valid, named, now);
      const right = checked.valid.filter(({ row }) => !wrong.has(row)).slice(0, PREVIEWED);
      return { ...report, preview: right.map((row) => toPreview(row, named)) };
    });
  }

  private async save(em: EntityManager, caller: CallerIdentity, rows: readonly PlanRow[], named: Named, now: Date) {
    const plans = rows.map(({ row, request: { baseId, batchId, ...rest } }) => {
      const plan = em.create(RecruitmentPlan, {
        id: randomUUID(),
        base: named.bases.get(baseId)!,
        batch: named.batches.get(batchId)!,
        ...rest,
        status: planLifecycle.initial,
        announcement: 0,
        createdAt: now,
      });
      em.create(PlanStatistics, { plan: plan.id });
      recordAudit(em, caller, {
        action: 'create-plan',
        subjectType: 'plan',
        subjectId: plan.id,
        at: now,
        facts: { importedFromRow: row },
      });
      return plan;
    });
    await announcePlans(em, { plans }, now);
  }
}

/** Everything that a plan can be of; locked where plans will be made, as for a single one. */
async function findNamed(em: EntityManager, locked: boolean): Promise<[TrainingBase[], Batch[]]> {
  const lockMode = locked ? LockMode.PESSIMISTIC_READ : LockMode.NONE;
  const bases = await em.find(TrainingBase, {}, { lockMode, orderBy: { id: 'asc' } });
  const batches = await em.find(Batch, {}, { lockMode, orderBy: { id: 'asc' } });
  await em.find(FormRequirement, {}, { lockMode, orderBy: { specialty: 'asc' } });
  return [bases, batches];
}

const byId = <One extends { readonly id: string }>(found: readonly One[]) => new Map(found.map((one) => [one.id, one]));

const toPreview = ({ row, request }: PlanRow, { bases, batches }: Named): ImportedPlan => ({
  row,
  base: bases.get(request.baseId)!.name,
  batch: batches.get(request.batchId)!.name,
  specialty: request.specialty,
  quota: request.quota,
  contactName: request.contactName,
  contactPhone: request.contactPhone,
  trainingStartsOn: request.trainingStartsOn ?? null,
  trainingEndsOn: request.trainingEndsOn ?? null,
});
