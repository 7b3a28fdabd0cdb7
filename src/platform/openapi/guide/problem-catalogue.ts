import type { OpenAPIObject } from '@nestjs/swagger';
import type { ProblemSpec, Text } from '../../problems/problem.js';
import { operationsOf, type ResponseObject } from '../operations.js';
import type { Advice, Showing } from './guide.js';

/** One problem as front ends look it up. */
export interface CataloguedProblem {
  readonly code: string;
  readonly status: number;
  readonly title: Text;
  readonly show: Showing;
  readonly then: string;
  /** The operations of the documents that can give it; empty for what any request can meet, or an item of a list. */
  readonly operations: readonly string[];
}

/** What each class of problems asks for, where nothing is said about the code itself. */
export function usualAdvice({ status }: ProblemSpec): Advice {
  if (status === 401) return { show: 'signIn', then: '登录后回到原页面' };
  if (status === 403) return { show: 'page', then: '隐藏当前角色用不到的入口' };
  if (status === 404) return { show: 'page', then: '返回列表并刷新；对象可能已被删除，或属于别人' };
  if (status === 422) return { show: 'field', then: '按 errors 标出并聚焦第一个' };
  if (status === 423 || status === 429) return { show: 'countdown', then: '不要自动重试' };
  if (status === 409 || status === 412) return { show: 'refresh', then: '重新获取后再试' };
  if (status >= 500) return { show: 'retry', then: '按 Retry-After 重试，仍失败则显示 traceId' };
  return { show: 'fault', then: '检查请求是否符合接口文档' };
}

/** The codes whose advice nobody has written: only what was not found needs none of its own. */
export const withoutAdvice = (problems: readonly ProblemSpec[], advice: Readonly<Record<string, Advice>>): string[] =>
  problems.filter(({ code, status }) => advice[code] === undefined && status !== 404).map(({ code }) => code);

/** Every problem with its advice and the operations of `documents` that list it, by code. */
export function catalogueOf(
  problems: readonly ProblemSpec[],
  documents: readonly OpenAPIObject[],
  advice: Readonly<Record<string, Advice>>,
): CataloguedProblem[] {
  const operations = operationsByCode(documents);
  return problems
    .map((problem) => ({
      code: problem.code,
      status: problem.status,
      title: problem.title,
      ...(advice[problem.code] ?? usualAdvice(problem)),
      operations: [...(operations.get(problem.code) ?? [])],
    }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

/** The codes that an operation lists, by status, but those of every route. */
export const codesOf = (response: ResponseObject): readonly string[] =>
  (response.content?.['application/problem+json']?.schema as CodedSchema | undefined)?.allOf?.flatMap(
    ({ properties }) => properties?.code?.enum ?? [],
  ) ?? [];

interface CodedSchema {
  readonly allOf?: readonly { readonly properties?: { readonly code?: { readonly enum?: readonly string[] } } }[];
}

function operationsByCode(documents: readonly OpenAPIObject[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { operation } of documents.flatMap(operationsOf)) {
    for (const code of Object.values(operation.responses).flatMap((response) => codesOf(response as ResponseObject))) {
      found.set(code, (found.get(code) ?? new Set()).add(operation.operationId ?? ''));
    }
  }
  return found;
}
