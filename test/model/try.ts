import type { Expected, Model } from './model.js';
import { type Action, statusAfter } from '../support/application-table.js';
import type { World } from './world.js';

export const NOT_ALLOWED = 'lifecycle.step-not-allowed';

/** One try of an action upon an application, by whoever takes it; `variant` picks among its forms. */
export interface Try {
  readonly world: World;
  readonly model: Model;
  readonly application: Expected;
  readonly variant: number;
}

/** Takes the step in the model, and holds what the platform answered against it; whether it was taken. */
export function meets(
  model: Model,
  application: Expected,
  action: Action,
  refusal: string | null,
  code = NOT_ALLOWED,
): boolean {
  const { status } = application;
  const allowed = statusAfter(status, action) !== undefined;
  expect({ action, status, refusal }).toEqual({ action, status, refusal: allowed ? null : code });
  return allowed && model.take(application, action);
}
