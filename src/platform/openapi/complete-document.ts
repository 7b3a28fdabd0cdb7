import type { OpenAPIObject } from '@nestjs/swagger';
import { NOT_IDEMPOTENT_EXTENSION } from '../idempotency/idempotency.interceptor.js';
import { PROBLEMS_EXTENSION } from '../problems/api-problems.js';
import {
  BodyTooLarge,
  InvalidRequest,
  KeyReused,
  MalformedRequest,
  MediaTypeNotSupported,
  NotAllowed,
  NotSignedIn,
  PartUnavailable,
  SessionEnded,
  StaleVersion,
  UnexpectedError,
  VersionRequired,
} from '../problems/platform.problems.js';
import type { ProblemSpec } from '../problems/problem.js';
import { type OperationObject, operationsOf, type ParameterObject, type ResponseObject } from './operations.js';

/** The parts of an operation that the platform's own decorators put there. */
type DescribedOperation = OperationObject & {
  [PROBLEMS_EXTENSION]?: ProblemSpec[];
  [NOT_IDEMPOTENT_EXTENSION]?: string;
  'x-allowed-roles'?: string[];
};

/** Adds to each operation what the platform does around every route: its problems by status, `Idempotency-Key`, `304`. */
export function completeDocument(document: OpenAPIObject): void {
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...problemSchemas } };
  for (const { method, operation } of operationsOf(document)) {
    const described: DescribedOperation = operation;
    const parameters = (described.parameters ?? []) as ParameterObject[];
    const keyed = method === 'post' && described[NOT_IDEMPOTENT_EXTENSION] === undefined;
    if (keyed) described.parameters = [...parameters, idempotencyKey];
    for (const [status, response] of problemResponses(described, parameters, keyed))
      described.responses[status] = response;
    delete described[PROBLEMS_EXTENSION];
    delete described[NOT_IDEMPOTENT_EXTENSION];
  }
}

function problemResponses(
  operation: DescribedOperation,
  parameters: ParameterObject[],
  keyed: boolean,
): [string, ResponseObject][] {
  const isProtected = !(operation['x-allowed-roles'] ?? []).includes('anyone');
  const hasBody = operation.requestBody !== undefined;
  const hasVersion = parameters.some(({ name }) => name === 'If-Match');
  const problems = [
    ...(operation[PROBLEMS_EXTENSION] ?? []),
    ...(isProtected ? [NotSignedIn, SessionEnded, NotAllowed] : []).map(({ spec }) => spec),
    // an address can be malformed where there is nothing else to get wrong
    MalformedRequest.spec,
    ...(hasBody ? [BodyTooLarge, MediaTypeNotSupported] : []).map(({ spec }) => spec),
    ...(hasBody || keyed || parameters.length > 0 ? [InvalidRequest] : []).map(({ spec }) => spec),
    ...(keyed ? [KeyReused] : []).map(({ spec }) => spec),
    ...(hasVersion ? [VersionRequired, StaleVersion] : []).map(({ spec }) => spec),
    PartUnavailable.spec,
    UnexpectedError.spec,
  ];
  const distinct = [...new Map(problems.map((spec) => [spec.code, spec])).values()];
  const byStatus = Object.groupBy(distinct, ({ status }) => String(status));
  return Object.entries(byStatus).map(([status, specs = []]) => [status, problemResponse(specs)]);
}

const problemResponse = (specs: readonly ProblemSpec[]): ResponseObject => ({
  description: specs.map(({ code, title }) => `\`${code}\` ${title.zh}`).join('\n\n'),
  ...([429, 503].includes(specs[0]?.status ?? 0) && {
    headers: { 'Retry-After': { description: '多少秒后可重试', schema: { type: 'integer', example: 60 } } },
  }),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { type: 'object', properties: { code: { type: 'string', enum: specs.map(({ code }) => code) } } },
        ],
      },
      examples: Object.fromEntries(specs.map((spec) => [spec.code, { value: problemExample(spec) }])),
    },
  },
});

const problemExample = ({ code, status, title }: ProblemSpec) => ({
  type: `urn:problem:${code}`,
  title: title.zh,
  status,
  code,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
});

const idempotencyKey: ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: '幂等键：24 小时内用同一个键重复提交，只执行一次并得到同一答复；换了内容则被拒绝',
  schema: { type: 'string', minLength: 1, maxLength: 200, example: '9f1c7c0e-2f64-4d0b-9a55-6f0b5b7f3a11' },
};

const problemSchemas: NonNullable<OpenAPIObject['components']>['schemas'] = {
  Problem: {
    type: 'object',
    description: '拒绝或错误（RFC 9457）；程序按 code 判断，title 与 detail 的措辞可能调整',
    required: ['type', 'title', 'status', 'code', 'traceId'],
    properties: {
      type: { type: 'string', description: '问题种类的 URN', example: 'urn:problem:applications.batch-closed' },
      title: { type: 'string', description: '问题的名称', example: '报名已截止' },
      status: { type: 'integer', description: 'HTTP 状态码', example: 409 },
      detail: { type: 'string', description: '此次的具体情况', example: '本批次报名已于 2026-12-31 18:00 截止' },
      instance: { type: 'string', description: '出现问题的请求路径', example: '/api/v1/applications' },
      code: { type: 'string', description: '问题代码，永不改变', example: 'applications.batch-closed' },
      errors: { type: 'array', description: '各字段的问题', items: { $ref: '#/components/schemas/ProblemField' } },
      refusals: {
        type: 'array',
        description: '同时存在的全部问题（含本问题）；只有一次说明全部问题的操作才有',
        items: { $ref: '#/components/schemas/ProblemRefusal' },
      },
      traceId: { type: 'string', description: '报障时请提供', example: '4bf92f3577b34da6a3ce929d0e0e4736' },
    },
  },
  ProblemRefusal: {
    type: 'object',
    required: ['title', 'status', 'code'],
    properties: {
      title: { type: 'string', description: '问题的名称', example: '报名已截止' },
      status: { type: 'integer', description: '只有这一个问题时的 HTTP 状态码', example: 409 },
      code: { type: 'string', description: '问题代码，永不改变', example: 'applications.batch-closed' },
      detail: { type: 'string', description: '此次的具体情况' },
      errors: { type: 'array', description: '各字段的问题', items: { $ref: '#/components/schemas/ProblemField' } },
    },
  },
  ProblemField: {
    type: 'object',
    required: ['pointer', 'code', 'detail'],
    properties: {
      pointer: { type: 'string', description: '请求体内的 JSON 指针，或参数名', example: '/education/0/school' },
      code: { type: 'string', description: '问题代码', example: 'required' },
      detail: { type: 'string', description: '给填写人看的说明', example: '必填' },
      row: { type: 'integer', description: '仅表格导入：行号，与表格软件显示的一致' },
      column: { type: 'string', nullable: true, description: '仅表格导入：列的字母；整列缺失时为 null' },
      title: { type: 'string', nullable: true, description: '仅表格导入：列名' },
      value: { type: 'string', description: '仅表格导入：单元格内容' },
      allowed: { type: 'array', items: { type: 'string' }, description: '仅表格导入：允许的取值' },
    },
  },
};
