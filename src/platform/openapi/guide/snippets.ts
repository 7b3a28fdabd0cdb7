import { type ShownRequest, Variable } from './shown-request.js';

/** Stands for the address of the API in a snippet, until it is known where the reader reached it. */
export const ORIGIN = 'https://origin.invalid';

/** The request for a terminal, or to be imported by an API tool, where `{{name}}` is a variable. */
export function curlOf({ method, path, query, headers, json, form, answer }: ShownRequest): string {
  const url = `${ORIGIN}${path.map((piece) => braced(piece)).join('')}${queryOf(query, (value) => braced(value))}`;
  const isDownload = answer.mediaType !== undefined && !answer.mediaType.includes('json');
  const options = [
    ...headers.map(
      ([name, value]) => `-H ${quoted(`${name}: ${name === 'Authorization' ? 'Bearer ' : ''}${braced(value)}`)}`,
    ),
    ...(json ? [`-H 'Content-Type: application/json'`, `--data-raw ${quoted(jsonOf(json))}`] : []),
    ...(form ?? []).map(
      ([name, value]) => `-F ${quoted(`${name}=${value instanceof Variable ? '@' : ''}${braced(value)}`)}`,
    ),
    ...(isDownload ? ['--remote-header-name --remote-name'] : []),
  ];
  const verb = method === 'GET' || (method === 'POST' && (json ?? form)) ? '' : ` -X ${method}`;
  return [`curl${verb} ${quoted(url)}`, ...options].join(' \\\n  ');
}

/** The request as JavaScript for a browser; leaves what it gives in constants of those names. */
export function fetchOf(request: ShownRequest): string {
  const { method, path, query, headers, json, form } = request;
  const address = [ORIGIN, ...path.map((piece) => (piece instanceof Variable ? `\${${piece.name}}` : piece))].join('');
  const url = `${address}${queryOf(query, (value) => (value instanceof Variable ? `\${${value.name}}` : String(value)))}`;
  const sent = [
    ...headers.map(([name, value]) => `${keyOf(name)}: ${headerValue(name, value)}`),
    ...(json ? [`'Content-Type': 'application/json'`] : []),
  ];
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(sent.length > 0 ? [`headers: {\n    ${sent.join(',\n    ')},\n  }`] : []),
    ...(json ? [`body: JSON.stringify(${literal(json, '  ')})`] : []),
    ...(form ? ['body: form'] : []),
  ];
  const text = url.includes('${') ? `\`${url}\`` : `'${url}'`;
  return [
    ...(form ? ['const form = new FormData();', ...form.map(([name, value]) => appended(name, value))] : []),
    `const response = await fetch(${text}${options.length > 0 ? `, {\n  ${options.join(',\n  ')},\n}` : ''});`,
    'if (!response.ok) throw await response.json();',
    ...resultsOf(request),
  ].join('\n');
}

/** JSON to be read: `{{name}}` where a variable stands. */
export const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (part instanceof Variable ? braced(part) : part), 2);

function resultsOf({ answer, gives }: ShownRequest): string[] {
  const fromHeaders = Object.entries(gives).flatMap(([name, place]) => {
    const header = /^header (.+)$/.exec(place)?.[1];
    return header === undefined ? [] : [`const ${name} = response.headers.get('${header}');`];
  });
  const fromBody = Object.entries(gives).filter(([, place]) => !place.startsWith('header '));
  if (answer.mediaType === undefined) return fromHeaders;
  if (answer.mediaType === 'text/event-stream') return [...fromHeaders, ...streamed];
  if (!answer.mediaType.includes('json')) return [...fromHeaders, 'const file = await response.blob();'];
  if (fromBody.every(([name, place]) => name === place)) {
    const names = fromBody.map(([name]) => name).join(', ');
    return [...fromHeaders, `const ${names === '' ? 'answer' : `{ ${names} }`} = await response.json();`];
  }
  return [
    ...fromHeaders,
    'const answer = await response.json();',
    ...fromBody.map(([name, place]) => `const ${name} = answer${place.split('.').map(member).join('')};`),
  ];
}

const streamed = [
  'for await (const text of response.body.pipeThrough(new TextDecoderStream())) {',
  '  console.log(text);',
  '}',
];

const member = (step: string): string => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`);

const appended = (name: string, value: unknown): string =>
  `form.append('${name}', ${value instanceof Variable ? value.name : `'${String(value)}'`});`;

function headerValue(name: string, value: string | Variable): string {
  if (!(value instanceof Variable)) return `'${value}'`;
  if (value.name === 'idempotencyKey') return 'crypto.randomUUID()';
  return name === 'Authorization' ? `\`Bearer \${${value.name}}\`` : value.name;
}

const queryOf = (query: ShownRequest['query'], write: (value: unknown) => string): string =>
  query.length === 0 ? '' : `?${query.map(([name, value]) => `${name}=${write(value)}`).join('&')}`;

const braced = (value: unknown): string => (value instanceof Variable ? `{{${value.name}}}` : String(value));

/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);

/** A value as JavaScript, indented as people write it. */
function literal(value: unknown, indent: string): string {
  if (value instanceof Variable) return value.name;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join('')}${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, part]) => {
      const isShort = part instanceof Variable && part.name === name;
      return `${inner}${isShort ? name : `${keyOf(name)}: ${literal(part, inner)}`},\n`;
    });
    return members.length === 0 ? '{}' : `{\n${members.join('')}${indent}}`;
  }
  if (typeof value === 'string')
    return `'${value
      .replaceAll('\\', String.raw`\\`)
      .replaceAll("'", String.raw`\'`)
      .replaceAll('\n', String.raw`\n`)}'`;
  return JSON.stringify(value) ?? 'undefined';
}
