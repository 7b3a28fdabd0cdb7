import { applyDecorators, SetMetadata } from '@nestjs/common';
import type { ProblemClass } from './problem.js';

const PROBLEMS = 'platform:problems';

/**
 * Lists the refusals that one operation can give, in addition to those of every route (see `describe-problems.ts`,
 * which puts them into the API document). An architecture test fails a route that has none.
 */
export const ApiProblems = (...problems: ProblemClass[]) => applyDecorators(SetMetadata(PROBLEMS, problems));

/** The problems that `ApiProblems` listed on a route's handler; undefined when it lists none. */
export const problemsOf = (handler: object): ProblemClass[] | undefined =>
  Reflect.getMetadata(PROBLEMS, handler) as ProblemClass[] | undefined;
