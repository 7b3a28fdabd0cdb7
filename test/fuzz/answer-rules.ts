import { Ajv, type ValidateFunction } from 'ajv';
import { jsonSchemaOf } from './json-schema.js';
import type { Documents, Operation, Schema } from './operations.js';
import type { SentAnswer } from '../support/raw-request.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the API documents promise of every answer, checkable. */
export class AnswerRules {
  private readonly ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: {
      uuid: UUID,
      email: /^\S+@\S+$/,
      date: /^\d{4}-\d{2}-\d{2}$/,
      'date-time': (text: string) => INSTANT.test(text) && !Number.isNaN(Date.parse(text)),
      password: true,
      uri: true,
      binary: true,
    },
  });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor({ schemas }: Documents) {
    for (const [name, schema] of Object.entries(schemas)) {
      // a problem may have members beyond its schema (RFC 9457, 3.2): they are listed with each problem
      const closed = !name.startsWith('Problem');
      this.ajv.addSchema(jsonSchemaOf(schema, closed), `#/components/schemas/${name}`);
    }
  }

  /** Why the answer breaks what is documented of the operation; undefined when it keeps it. */
  breachOf(operation: Operation, answer: SentAnswer, isRouted: boolean): string | undefined {
    if (answer.status === 304) return operation.method === 'GET' ? undefined : '304 to what is no GET';
    if (answer.status >= 300) return this.breachOfRefusal(operation, answer, isRouted);
    const documented = operation.responses[answer.status];
    if (!documented) return `${answer.status} is not documented`;
    if (!documented.content) return answer.body.length === 0 ? undefined : 'a body where none is documented';
    const type = mediaTypeOf(answer);
    const schema = documented.content[type]?.schema;
    if (!schema) return `${type} is not documented for ${answer.status}`;
    return type === 'application/json' ? this.mismatch(operation, answer, schema, true) : undefined;
  }

  private breachOfRefusal(operation: Operation, answer: SentAnswer, isRouted: boolean): string | undefined {
    if (mediaTypeOf(answer) !== 'application/problem+json') return `a refusal as ${mediaTypeOf(answer)}`;
    const documented = operation.responses[answer.status];
    const { code, status, errors } = (answer.json ?? {}) as { code?: string; status?: number; errors?: unknown[] };
    if (answer.status >= 500 && answer.status !== 503) return `${answer.status} ${code}`;
    if (status !== answer.status) return `says ${status} and is ${answer.status}`;
    if (/at .*\.(js|ts):\d|select |insert into|node_modules/i.test(answer.text)) return 'tells how it is made';
    if ([429, 503].includes(answer.status) && !/^\d+$/.test(String(answer.headers['retry-after'])))
      return `${answer.status} without Retry-After`;
    if (code === 'request.invalid' && !(errors && errors.length > 0)) return 'request.invalid names no field';
    // an address that leads to no operation is answered by none
    if (!isRouted) return this.mismatch(operation, answer, { $ref: '#/components/schemas/Problem' }, false);
    const schema = documented?.content?.['application/problem+json']?.schema;
    if (!schema) return `${answer.status} ${code} is not documented`;
    return this.mismatch(operation, answer, schema, false);
  }

  private mismatch(operation: Operation, answer: SentAnswer, schema: Schema, closed: boolean): string | undefined {
    const key = `${operation.operationId} ${answer.status} ${schema.$ref ?? ''}`;
    const validate = this.compiled.get(key) ?? this.ajv.compile(jsonSchemaOf(schema, closed));
    this.compiled.set(key, validate);
    if (validate(answer.json)) return undefined;
    return `not as documented: ${this.ajv.errorsText(validate.errors, { dataVar: 'body' })}`;
  }
}

const mediaTypeOf = ({ headers }: SentAnswer): string => String(headers['content-type'] ?? 'none').split(';')[0] ?? '';
