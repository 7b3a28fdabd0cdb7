import { specialties, type Specialty } from '../contracts/index.js';
import { type Figures, sum, sumBy } from './figures.js';
import type { PlanStatisticsItem, PlanStatisticsView } from './plan-statistics.dto.js';

/** One plan with its figures, as they are read together. */
export interface CountedPlan extends Figures {
  readonly planId: string;
  readonly baseId: string;
  readonly baseName: string;
  readonly batchId: string;
  readonly batchName: string;
  readonly specialty: Specialty;
  readonly version: number;
}

/** The plans, and their figures added up. */
export function toPlanStatisticsView(rows: readonly CountedPlan[], now: Date): PlanStatisticsView {
  const items = rows.map(toItem);
  return {
    items,
    total: sum(items),
    byBase: sumBy(
      items,
      ({ base }) => base.id,
      ({ base }) => ({ base }),
    ),
    bySpecialty: sumBy(items, bySpecialty, ({ specialty }) => ({ specialty })).toSorted(
      (one, other) => specialties.indexOf(one.specialty) - specialties.indexOf(other.specialty),
    ),
    byBatch: sumBy(
      items,
      ({ batch }) => batch.id,
      ({ batch }) => ({ batch }),
    ),
    asOf: now.toISOString(),
  };
}

const bySpecialty = ({ specialty }: PlanStatisticsItem): string => specialty;

const toItem = ({ baseId, baseName, batchId, batchName, version: _, ...counts }: CountedPlan): PlanStatisticsItem => ({
  ...counts,
  base: { id: baseId, name: baseName },
  batch: { id: batchId, name: batchName },
});
