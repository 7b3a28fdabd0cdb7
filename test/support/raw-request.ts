import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface SentRequest {
  readonly method: string;
  /** With its query, as it goes over the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface SentAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** Undefined when the body is no JSON. */
  readonly json: unknown;
}

const PATIENCE_MILLISECONDS = 20_000;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends what `fetch` would tidy up first: paths and headers go out as they are. An event stream is cut at its beginning. */
export function send(url: string, { method, path, headers, body }: SentRequest): Promise<SentAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, agent, timeout: PATIENCE_MILLISECONDS };
    const length = body && { 'content-length': String(body.length) };
    const sent = request({ ...options, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      const finish = () => resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks)));
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        finish();
        response.destroy();
      }
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', finish);
      response.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer after ${PATIENCE_MILLISECONDS} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

function answerOf(status: number, headers: IncomingHttpHeaders, body: Buffer): SentAnswer {
  const text = body.toString();
  return { status, headers, body, text, json: jsonIn(text) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
