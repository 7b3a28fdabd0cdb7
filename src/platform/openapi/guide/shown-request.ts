import type { OpenAPIObject } from '@nestjs/swagger';
import type { OperationObject, ParameterObject, PathOperation, ResponseObject } from '../operations.js';
import { exampleOf, type Schema, schemaNamed } from './example-of.js';
import type { GuideRequest } from './guide.js';

/** Stands in an example where the caller puts a value of their own. */
export class Variable {
  constructor(readonly name: string) {}
}

/** A request as the guide shows it, ready to be written as curl or as JavaScript. */
export interface ShownRequest {
  readonly operationId: string;
  readonly method: string;
  /** The path in pieces, variables between them. */
  readonly path: readonly (string | Variable)[];
  readonly query: readonly (readonly [string, unknown])[];
  readonly headers: readonly (readonly [string, string | Variable])[];
  readonly json?: object;
  /** Fields of a multipart body in their order; a file is a variable. */
  readonly form?: readonly (readonly [string, unknown])[];
  readonly answer: ShownAnswer;
  readonly gives: Readonly<Record<string, string>>;
}

export interface ShownAnswer {
  readonly status: string;
  readonly mediaType?: string;
  readonly example?: unknown;
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'multipart/form-data';

/** What the API document says of an operation, with the guide's variables in place. */
export function showRequest(
  document: OpenAPIObject,
  { path, method, operation }: PathOperation,
  { takes = {}, gives = {}, omits = [] }: Pick<GuideRequest, 'takes' | 'gives' | 'omits'>,
): ShownRequest {
  const parameters = (operation.parameters ?? []) as ParameterObject[];
  const valueOf = ({ name, schema }: ParameterObject): unknown =>
    name in takes ? new Variable(takes[name]!) : exampleOf(document, (schema ?? {}) as Schema);
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const pieces = path.split(/\{(\w+)\}/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const parameter = byName.get(piece);
    return parameter ? asPiece(valueOf(parameter)) : piece;
  });
  const shownIn = (place: string) =>
    parameters.filter(({ name, in: where, required }) => where === place && (required === true || name in takes));
  return {
    operationId: operation.operationId ?? '',
    method: method.toUpperCase(),
    path: pieces,
    query: shownIn('query').map((parameter) => [parameter.name, valueOf(parameter)] as const),
    headers: [
      ...(operation.security?.length ? [['Authorization', new Variable('accessToken')] as const] : []),
      ...(byName.has('Idempotency-Key') ? [['Idempotency-Key', new Variable('idempotencyKey')] as const] : []),
      ...shownIn('header').map((parameter) => [parameter.name, asPiece(valueOf(parameter))] as const),
    ],
    ...bodyOf(document, operation, takes, omits),
    answer: answerOf(document, operation),
    gives,
  };
}

/** The variables that a request takes, in the order in which they appear. */
export function variablesOf({ path, query, headers, json, form }: ShownRequest): string[] {
  const values = [
    ...path,
    ...query.map(([, value]) => value),
    ...headers.map(([, value]) => value),
    ...(Object.values(json ?? {}) as unknown[]),
    ...(form ?? []).map(([, value]) => value),
  ];
  return [...new Set(values.filter((value) => value instanceof Variable).map(({ name }) => name))];
}

function bodyOf(
  document: OpenAPIObject,
  { requestBody }: OperationObject,
  takes: Readonly<Record<string, string>>,
  omits: readonly string[],
): Pick<ShownRequest, 'json' | 'form'> {
  const content = (requestBody as { content?: Record<string, { schema?: Schema }> } | undefined)?.content ?? {};
  const filled = (schema: Schema) => {
    const example = exampleOf(document, schema) as Record<string, unknown>;
    return Object.entries(example)
      .filter(([name]) => !omits.includes(name))
      .map(([name, value]) => [name, name in takes ? new Variable(takes[name]!) : value] as const);
  };
  const form = content[FORM_TYPE]?.schema;
  if (form) {
    const properties = (form.$ref === undefined ? form : schemaNamed(document, form.$ref)).properties ?? {};
    const isFile = (name: string) => properties[name]?.format === 'binary';
    return { form: filled(form).map(([name, value]) => [name, isFile(name) ? new Variable(name) : value] as const) };
  }
  const json = content[JSON_TYPE]?.schema;
  return json ? { json: Object.fromEntries(filled(json)) } : {};
}

function answerOf(document: OpenAPIObject, { responses }: OperationObject): ShownAnswer {
  const [status = '200', response] = Object.entries(responses).find(([code]) => /^[23]/.test(code)) ?? [];
  const [mediaType, content] = Object.entries((response as ResponseObject | undefined)?.content ?? {})[0] ?? [];
  if (mediaType === undefined) return { status };
  if (mediaType !== JSON_TYPE) return { status, mediaType };
  const { example, schema } = content as { example?: unknown; schema?: Schema };
  return { status, mediaType, example: example ?? exampleOf(document, schema ?? {}) };
}

const asPiece = (value: unknown): string | Variable => (value instanceof Variable ? value : String(value));
