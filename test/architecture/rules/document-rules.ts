import type { OpenAPIObject } from '@nestjs/swagger';
import type { ProblemSpec } from '../../../src/platform/problems/problem.js';
import { operationsOf, type ResponseObject } from '../../../src/platform/openapi/operations.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Content {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: object;
}

const schemasOf = (document: OpenAPIObject) => (document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>;

/** `POST /api/v1/applications submitApplication`, for each operation. */
export const operationLines = (document: OpenAPIObject): string[] =>
  operationsOf(document).map(
    ({ method, path, operation }) => `${method.toUpperCase()} ${path} ${operation.operationId ?? '?'}`,
  );

/** Where the built operations are not those of the contract, but for those that are said to be not yet built. */
export function brokenContract(
  contract: readonly string[],
  built: readonly string[],
  notYet: readonly string[],
): string[] {
  return [
    ...contract.flatMap((line) => {
      if (built.includes(line) && notYet.includes(line)) {
        return [`${line} is built: take it off the list of what is not yet`];
      }
      return built.includes(line) || notYet.includes(line) ? [] : [`${line} is not there`];
    }),
    ...built.filter((line) => !contract.includes(line)).map((line) => `${line} is not in the contract`),
    ...notYet
      .filter((line) => !contract.includes(line))
      .map((line) => `${line} is not yet built, but not in the contract either`),
  ];
}

/** The same for parts of the API that the contract names by the beginnings of their paths. */
export function unmanagedPaths(
  parts: readonly string[],
  built: readonly string[],
  notYet: readonly string[],
): string[] {
  const isWithin = (part: string) => (path: string) => path === part || path.startsWith(`${part}/`);
  return [
    ...parts.flatMap((part) => {
      const isBuilt = built.some(isWithin(part));
      if (isBuilt === !notYet.includes(part)) return [];
      return [isBuilt ? `${part} is built: take it off the list of what is not yet` : `${part} has no route`];
    }),
    ...built
      .filter((path) => !parts.some((part) => isWithin(part)(path)))
      .map((path) => `${path} is in no part of the contract`),
  ];
}

export interface OwnedProblem {
  /** The domain that declares it, or `platform`. */
  readonly owner: string;
  readonly name: string;
  readonly spec: ProblemSpec;
}

/** Codes are `domain.some-fact`, each declared once and by its own domain; titles are words in their language. */
export function brokenProblems(problems: readonly OwnedProblem[], domains: readonly string[]): string[] {
  const seen = new Set<string>();
  return problems.flatMap(({ owner, spec: { status, code, title } }) => {
    const [prefix = ''] = code.split('.');
    const isOwn = domains.includes(owner) ? prefix === owner : !domains.includes(prefix);
    const faults = [
      seen.has(code) && 'stands twice',
      !isOwn && `is declared by ${owner}`,
      !/^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/.test(code) && 'is not of the form domain.some-fact',
      !/\p{Script=Han}/u.test(title.zh) && 'has no Chinese title',
      (!/[a-z]/.test(title.en) || /\p{Script=Han}/u.test(title.en)) && 'has no English title',
      (status < 400 || status > 599) && `has the status ${status}`,
    ];
    seen.add(code);
    return faults.filter((fault) => fault !== false).map((fault) => `${code} ${fault}`);
  });
}

/** Every closed list of values in a document, wherever it stands. */
export function enumsIn(value: unknown): string[][] {
  if (Array.isArray(value)) return value.flatMap(enumsIn);
  if (value === null || typeof value !== 'object') return [];
  const { enum: values } = value as Schema;
  return [...(Array.isArray(values) ? [values as string[]] : []), ...Object.values(value).flatMap(enumsIn)];
}

/** Every property of every schema says what it is, in Chinese. */
export const undescribedProperties = (document: OpenAPIObject): string[] =>
  Object.entries(schemasOf(document)).flatMap(([name, schema]) =>
    Object.entries(schema.properties ?? {})
      .filter(([, { description }]) => !/\p{Script=Han}/u.test(description ?? ''))
      .map(([property]) => `${name}.${property} has no Chinese description`),
  );

/** Every parameter says what it is, in Chinese. */
export const undescribedParameters = (document: OpenAPIObject): string[] =>
  operationsOf(document).flatMap(({ operation }) =>
    (operation.parameters ?? []).flatMap((parameter) => {
      if ('$ref' in parameter || /\p{Script=Han}/u.test(parameter.description ?? '')) return [];
      return [`${operation.operationId}: parameter ${parameter.name} has no Chinese description`];
    }),
  );

/** The properties that a request or answer shows without an example: each has its own, or leads to a schema whose have. */
export function withoutExample(document: OpenAPIObject): string[] {
  const schemas = schemasOf(document);
  const faults = new Set<string>();
  const seen = new Set<string>();
  const look = (schema: Schema, where: string): void => {
    if (schema.example !== undefined) return;
    const reference = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]!.$ref : undefined);
    if (reference) {
      const name = reference.split('/').at(-1)!;
      const target = schemas[name];
      if (!target) faults.add(`${where} leads to ${name}, which is not there`);
      if (!target || seen.has(name)) return;
      seen.add(name);
      look(target, name);
    } else if (schema.allOf ?? schema.oneOf) {
      for (const part of [...(schema.allOf ?? []), ...(schema.oneOf ?? [])]) look(part, where);
    } else if (schema.items) {
      look(schema.items, where);
    } else if (schema.properties) {
      for (const [property, part] of Object.entries(schema.properties)) look(part, `${where}.${property}`);
    } else if (!schema.enum && schema.format !== 'binary') {
      faults.add(`${where} has no example`);
    }
  };
  for (const { operation } of operationsOf(document)) {
    for (const [where, content] of contentsOf(operation)) {
      if (content.example === undefined && content.examples === undefined) look(content.schema ?? {}, where);
    }
  }
  return [...faults];
}

type Operation = ReturnType<typeof operationsOf>[number]['operation'];

function contentsOf({ operationId, requestBody, responses }: Operation): [string, Content][] {
  const request = (requestBody as { content?: Record<string, Content> } | undefined)?.content ?? {};
  return [
    ...Object.values(request).map((content): [string, Content] => [`${operationId} request`, content]),
    ...Object.entries(responses).flatMap(([status, response]) =>
      Object.values(((response as ResponseObject).content ?? {}) as Record<string, Content>).map(
        (content): [string, Content] => [`${operationId} ${status}`, content],
      ),
    ),
  ];
}

/** An operation says what it answers: a 2xx (or a redirect), and with what, unless there is nothing to say. */
export const unsaidAnswers = (document: OpenAPIObject): string[] =>
  operationsOf(document).flatMap(({ operation: { operationId, responses } }) => {
    const good = Object.entries(responses).filter(([status]) => /^[23]/.test(status));
    if (good.length === 0) return [`${operationId} does not say what it answers`];
    return good
      .filter(
        ([status, response]) => !['204', '302', '303', '304'].includes(status) && !(response as ResponseObject).content,
      )
      .map(([status]) => `${operationId} answers ${status} without saying what`);
  });

/** Each refusal of an operation is one of a closed list of codes. */
export const openRefusals = (document: OpenAPIObject): string[] =>
  operationsOf(document).flatMap(({ operation: { operationId, responses } }) => {
    const refusals = Object.entries(responses).filter(([status]) => /^[45]/.test(status));
    const lacking = ['500', '503'].filter((status) => !(status in responses));
    return [
      ...lacking.map((status) => `${operationId} does not list ${status}`),
      ...refusals
        .filter(([, response]) => !codesOf(response as ResponseObject)?.length)
        .map(([status]) => `${operationId} ${status} has no closed list of codes`),
    ];
  });

const codesOf = (response: ResponseObject): readonly unknown[] | undefined =>
  (response.content?.['application/problem+json']?.schema as Schema | undefined)?.allOf?.find(
    ({ properties }) => properties?.code,
  )?.properties?.code?.enum;
