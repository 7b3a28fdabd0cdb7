import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf, type ParameterObject } from '../../../src/platform/openapi/operations.js';
import type { Guide, GuideRequest } from '../../../src/platform/openapi/guide/guide.js';
import { withoutAdvice } from '../../../src/platform/openapi/guide/problem-catalogue.js';
import { showRequest } from '../../../src/platform/openapi/guide/shown-request.js';
import type { ProblemSpec } from '../../../src/platform/problems/problem.js';

type Chapters = Pick<Guide, 'chapters' | 'inputs'>;

/** Where a signed-in caller's token comes from is told once, among the inputs. */
const ALWAYS_THERE = ['accessToken'];

const requestsOf = ({ chapters }: Chapters): GuideRequest[] =>
  chapters.flatMap(({ steps }) => steps.flatMap(({ requests }) => requests));

/** Every operation stands in a step, and a step names none that is not there. */
export function brokenSteps(document: OpenAPIObject, guide: Chapters): string[] {
  const named = new Set(requestsOf(guide).map(({ operationId }) => operationId));
  const there = new Set(operationsOf(document).map(({ operation }) => operation.operationId ?? ''));
  return [
    ...[...there]
      .filter((operationId) => !named.has(operationId))
      .map((operationId) => `${operationId} is in no step: add it to a chapter in src/guide, or to "further" there`),
    ...[...named]
      .filter((operationId) => !there.has(operationId))
      .map((operationId) => `${operationId} is in a step, but no operation of the document`),
  ];
}

/** What a request takes was given before, or is told to come from a person; it goes where there is a place for it. */
export function brokenVariables(document: OpenAPIObject, guide: Chapters): string[] {
  const operations = new Map(operationsOf(document).map((found) => [found.operation.operationId, found]));
  const known = new Set([...Object.keys(guide.inputs), ...ALWAYS_THERE]);
  return requestsOf(guide).flatMap((request) => {
    const found = operations.get(request.operationId);
    if (!found) return [];
    const { takes = {}, gives = {}, omits = [], operationId } = request;
    const parameters = ((found.operation.parameters ?? []) as ParameterObject[]).map(({ name }) => name);
    const shown = showRequest(document, found, {});
    const places = [...parameters, ...Object.keys(shown.json ?? {}), ...(shown.form ?? []).map(([name]) => name)];
    const faults = [
      ...Object.entries(takes)
        .filter(([place]) => !places.includes(place))
        .map(([place]) => `${operationId} has no ${place}`),
      ...omits.filter((place) => !places.includes(place)).map((place) => `${operationId} has no ${place} to omit`),
      ...Object.values(takes)
        .filter((variable) => !known.has(variable))
        .map((variable) => `${operationId} takes ${variable}, which no request before it gives`),
      // its JavaScript would declare anew what it has to read first
      ...Object.keys(gives)
        .filter((variable) => Object.values(takes).includes(variable))
        .map((variable) => `${operationId} gives ${variable}, which it takes`),
      ...Object.entries(gives)
        .filter(([, place]) => !place.startsWith('header ') && valueAt(shown.answer.example, place) === undefined)
        .map(([variable, place]) => `${operationId} answers no ${place}, from which ${variable} comes`),
    ];
    for (const variable of Object.keys(gives)) known.add(variable);
    return faults;
  });
}

const valueAt = (example: unknown, place: string): unknown =>
  place.split('.').reduce((at, step) => (at as Record<string, unknown> | undefined)?.[step], example);

/**
 * Every problem has words for the front end; nothing is said of a problem that does not exist. What is missing is told
 * with the file that its line belongs to.
 */
export function brokenAdvice(
  problems: readonly ProblemSpec[],
  adviceByFile: Readonly<Record<string, Guide['advice']>>,
): string[] {
  const codes = new Set(problems.map(({ code }) => code));
  const files = Object.entries(adviceByFile);
  const advice = Object.assign({}, ...Object.values(adviceByFile)) as Guide['advice'];
  return [
    ...withoutAdvice(problems, advice).map(
      (code) => `${code} has no advice: add a line '${code}': { show: …, then: … } to ${fileFor(code, files)}`,
    ),
    ...files.flatMap(([file, told]) =>
      Object.keys(told)
        .filter((code) => !codes.has(code))
        .map((code) => `${code} has advice in ${file}, but no problem is called so`),
    ),
  ];
}

/** The file that has the other codes of this one's domain; a new domain's codes may go into any. */
function fileFor(code: string, files: readonly (readonly [string, Guide['advice']])[]): string {
  const domain = code.slice(0, code.indexOf('.') + 1);
  const own = files.filter(([, told]) => Object.keys(told).some((other) => other.startsWith(domain)));
  return (own.length > 0 ? own : files).map(([file]) => file).join(' or ');
}

/** Field codes without words. */
export const wordlessFieldCodes = (codes: readonly string[], words: Guide['fieldCodes']): string[] =>
  codes.filter((code) => !(code in words)).map((code) => `${code} has no words: add it to src/guide/field-codes.ts`);
