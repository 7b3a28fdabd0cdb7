import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { ProblemClass, ProblemSpec } from './problem.js';

const PROBLEMS = 'platform:problems';

/** The extension that carries a route's problems to `complete-document.ts`, which turns them into responses. */
export const PROBLEMS_EXTENSION = 'x-problems';

/**
 * Lists the refusals that one operation can give, in addition to those of every route (signing in, validation, an
 * unavailable part), which the API document adds by itself. An architecture test fails a route without it.
 */
export const ApiProblems = (...problems: ProblemClass[]) =>
  applyDecorators(
    SetMetadata(PROBLEMS, problems),
    ApiExtension(
      PROBLEMS_EXTENSION,
      problems.map(({ spec }): ProblemSpec => spec),
    ),
  );

/** The problems that `ApiProblems` listed on a route's handler; undefined when it lists none. */
export const problemsOf = (handler: object): ProblemClass[] | undefined =>
  Reflect.getMetadata(PROBLEMS, handler) as ProblemClass[] | undefined;
