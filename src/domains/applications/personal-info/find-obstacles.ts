import type { KnownPlan } from '../plans/known-plan.entity.js';
import { findMissing } from './find-missing.js';
import type { Form } from './form-sections.js';
import { judgeEligibility } from './judge-eligibility.js';
import type { Missing } from './missing.js';
import type { AttachedFile } from './wrong-attachments.js';

/** What somebody would submit. */
export interface Prepared {
  readonly form: Form;
  readonly files: readonly AttachedFile[];
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
}

/** Everything that keeps what is prepared from being submitted to a plan on a China calendar date: what is missing, then what is not met. */
export const findObstacles = (plan: KnownPlan, { form, files, birthDate }: Prepared, on: string): Missing[] => [
  ...findMissing(form, files, plan),
  ...judgeEligibility(plan.eligibility, { form, birthDate }, on),
];
