import { once } from 'node:events';
import { connect } from 'node:net';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';

describe('requests that reach no route', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform('none');
  });
  afterAll(() => platform.stop());

  /** Sends bytes that no HTTP client would, and reads until the server hangs up. */
  async function raw(bytes: string): Promise<{ status: number; body: any }> {
    const { port } = new URL(platform.url);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(bytes);
    let text = '';
    for await (const chunk of socket.setEncoding('utf8')) text += chunk;
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toContain('application/problem+json');
    return { status: Number(head.split(' ')[1]), body: JSON.parse(body) };
  }

  it('a URL that cannot be decoded is a malformed request', async () => {
    const { status, body } = await platform.call('GET', '/plans/%ff');
    expect([status, body.code]).toEqual([400, 'request.malformed']);
  });

  it('bytes that are no HTTP are a malformed request', async () => {
    const { status, body } = await raw('NONSENSE\r\n\r\n');
    expect([status, body.code]).toEqual([400, 'request.malformed']);
    expect(body.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('headers beyond 16 KB are refused as such', async () => {
    const { status, body } = await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect([status, body.code]).toEqual([431, 'request.headers-too-large']);
  });
});
