import fc from 'fast-check';
import { jsonOf, nearly } from './body-arbitrary.js';
import { multipartBody } from './multipart-arbitrary.js';
import type { Operation, Parameter } from './operations.js';
import type { SchemaValues } from './schema-arbitrary.js';
import { wildBody, wildText } from './wild-values.js';

/** One request as the generator wants it; `World` turns it into what goes over the wire. */
export interface WantedRequest {
  /** Which of those who have the operation's role. */
  readonly caller: number;
  readonly authorization: 'right' | 'none' | 'garbage' | 'other-role';
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** `current` is the version that the caller can read now. */
  readonly ifMatch: string | undefined;
  readonly body: Buffer | undefined;
  /** Puts a captcha that is answered rightly into the body, if it has one. */
  readonly solvesCaptcha: boolean;
}

/** Requests of an operation, from the perfectly valid to the absurd. */
export function requestOf(operation: Operation, values: SchemaValues): fc.Arbitrary<WantedRequest> {
  const { parameters, body } = operation;
  const inside = (where: Parameter['in']) => parameters.filter((parameter) => parameter.in === where);
  return fc
    .record({
      caller: fc.nat(15),
      authorization: oftenly('right' as const, fc.constantFrom('none', 'garbage', 'other-role')),
      path: pathValues(inside('path'), values),
      query: queryOf(inside('query'), values),
      headers: oddHeaders,
      ifMatch: fc.oneof(
        { weight: 5, arbitrary: fc.constant('current') },
        { weight: 3, arbitrary: fc.constantFrom('"1"', 'W/"1"', '"0"', '*', '1', '"1", "2"', '""', '"99999999999"') },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      sent: body ? bodyOf(body, values) : fc.constant({ headers: {}, body: undefined }),
      solvesCaptcha: oftenly(true, fc.constant(false)),
    })
    .map(({ sent, headers, ifMatch, ...rest }) => ({
      ...rest,
      headers: { ...headers, ...sent.headers },
      ifMatch: inside('header').some(({ name }) => name === 'If-Match') ? ifMatch : undefined,
      body: sent.body,
    }));
}

const oftenly = <T>(likely: T, otherwise: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(likely) }, { weight: 1, arbitrary: otherwise });

function pathValues(parameters: readonly Parameter[], values: SchemaValues): fc.Arbitrary<Record<string, string>> {
  const wild = wildText.filter(isSegment);
  const one = ({ name, schema }: Parameter) =>
    fc.oneof(
      { weight: 6, arbitrary: values.of(schema, name).map(String).filter(isSegment) },
      { weight: 1, arbitrary: wild },
    );
  return fc.record(Object.fromEntries(parameters.map((parameter) => [parameter.name, one(parameter)])));
}

/** An empty one would lead to another operation, or none. */
const isSegment = (text: string): boolean => !/^\.{0,2}$/.test(text);

function queryOf(parameters: readonly Parameter[], values: SchemaValues): fc.Arbitrary<[string, string][]> {
  const wild = fc.tuple(
    fc.oneof(
      fc.constantFrom('x', '__proto__', 'limit[]', 'cursor[a]', 'a.b', ...parameters.map(({ name }) => name)),
      wildText,
    ),
    wildText,
  );
  const right = parameters.map(({ name, schema, required }) =>
    values.of(schema, name).chain((value) => fc.constantFrom(...(required ? [] : [[]]), [[name, String(value)]])),
  );
  return fc
    .tuple(fc.tuple(...right), fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(wild, { maxLength: 2 })))
    .map(([some, odd]) => [...(some.flat() as [string, string][]), ...odd]);
}

/** Only what a header can carry over the wire; each is there one time in four. */
const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    'accept-language': fc.constantFrom('zh', 'en', 'en;q=0.5,zh;q=0.1', ';;;q=', 'x'.repeat(4000), 'en;q=NaN', '*'),
    accept: fc.constantFrom('*/*', 'text/html', 'application/xml', 'x'),
    'idempotency-key': fc.oneof(fc.uuid(), fc.constantFrom('', ' ', 'a b', 'é', 'x'.repeat(200), 'x'.repeat(201))),
    'if-none-match': fc.constantFrom('"1"', '*', 'W/"1"', 'x'),
    traceparent: fc.constantFrom('', '00-0-0-0', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`, "';--"),
    'x-forwarded-for': fc.constantFrom('', '127.0.0.1', 'x'.repeat(100), '::ffff:1.2.3.4, a'),
    'user-agent': fc.constantFrom('', '<script>', '\u00e9'.repeat(400)),
    range: fc.constantFrom('bytes=0-1', 'bytes=9-1', 'x'),
  },
  { requiredKeys: [] },
);

interface SentBody {
  readonly headers: Record<string, string>;
  readonly body: Buffer | undefined;
}

function bodyOf(content: NonNullable<Operation['body']>, values: SchemaValues): fc.Arbitrary<SentBody> {
  const multipart = content['multipart/form-data'];
  if (multipart) return multipartBody(multipart.schema, values);
  const valid = values.of(content['application/json']?.schema ?? {}).map((body) => body);
  const json = nearly(valid).map((body) => ({ headers: { 'content-type': 'application/json' }, body: jsonOf(body) }));
  const type = fc.constantFrom(
    'application/json',
    'application/json; charset=utf-8',
    'application/json; charset=gbk',
    'application/problem+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain',
    'x',
    '',
  );
  const odd = fc
    .tuple(type, fc.oneof(wildBody, valid.map(jsonOf)))
    .map(([contentType, body]) => ({ headers: { 'content-type': contentType }, body }));
  return fc.oneof({ weight: 8, arbitrary: json }, { weight: 1, arbitrary: odd });
}
