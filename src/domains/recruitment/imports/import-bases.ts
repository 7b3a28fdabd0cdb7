import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type CheckedRow, checkSheet, type SheetError } from '../../../platform/spreadsheets/check-sheet.js';
import { comparable } from '../../../platform/spreadsheets/column.js';
import { importOnce, reportOf } from '../../../platform/spreadsheets/import-once.js';
import { receiveWorkbook } from '../../../platform/spreadsheets/receive-workbook.js';
import { baseLifecycle } from '../bases/base.lifecycle.js';
import { BaseNameTaken } from '../bases/base.problems.js';
import { SaveBaseRequest } from '../bases/bases.dto.js';
import { TrainingBase } from '../bases/training-base.entity.js';
import { baseColumns } from './columns.js';
import { sameAsBefore } from './same-as-before.js';
import { type BaseImportReport, PREVIEWED } from './imports.dto.js';

type BaseRow = CheckedRow<SaveBaseRequest>;

/** Makes every base of a workbook, or none. */
@Injectable()
export class ImportBases {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, request: FastifyRequest, dryRun: boolean): Promise<BaseImportReport> {
    const workbook = await receiveWorkbook(request);
    const now = this.clock.now();
    const wanted = { request, caller, workbook, dryRun };
    return importOnce(this.em, now, wanted, async (em) => {
      const checked = await checkSheet(workbook.sheet, baseColumns, SaveBaseRequest);
      const errors = [...checked.errors, ...(await wrongNames(em, checked.valid))];
      const wrong = new Set(errors.map(({ row }) => row));
      const report = reportOf(checked, errors, wanted);
      if (!dryRun) this.save(em, caller, checked.valid, now);
      const right = checked.valid.filter(({ row }) => !wrong.has(row)).slice(0, PREVIEWED);
      return { ...report, preview: right.map(toPreview) };
    });
  }

  private save(em: EntityManager, caller: CallerIdentity, rows: readonly BaseRow[], now: Date): void {
    for (const { row, request } of rows) {
      const { introduction, ...rest } = request;
      const fields = { ...rest, introduction: introduction ?? null, status: baseLifecycle.initial, createdAt: now };
      const base = em.create(TrainingBase, { id: randomUUID(), ...fields });
      recordAudit(em, caller, {
        action: 'create-base',
        subjectType: 'base',
        subjectId: base.id,
        at: now,
        facts: { importedFromRow: row },
      });
    }
  }
}

async function wrongNames(em: EntityManager, rows: readonly BaseRow[]): Promise<SheetError[]> {
  const bases = await em.find(TrainingBase, {}, { fields: ['name'] });
  const taken = new Set(bases.map(({ name }) => comparable(name)));
  const repeated = sameAsBefore(rows, ({ name }) => comparable(name));
  return rows.flatMap((row) => {
    if (taken.has(comparable(row.request.name))) {
      return [row.refusal('name', BaseNameTaken.spec.code, BaseNameTaken.spec.title)];
    }
    const detail = repeated.get(row);
    return detail ? [row.refusal('name', 'duplicate', detail)] : [];
  });
}

const toPreview = ({ row, request: { name, address, contactName, contactPhone } }: BaseRow) => ({
  row,
  name,
  address,
  contactName,
  contactPhone,
});
