import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';

describe('with OPERATIONS_PORT', () => {
  let platform: TestPlatform;
  let operations: string;

  beforeAll(async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    operations = `http://127.0.0.1:${port}`;
    platform = await startTestPlatform('none', { OPERATIONS_PORT: String(port) });
  });
  afterAll(() => platform.stop());

  const statusOf = async (url: string) => (await fetch(url)).status;

  it('health and metrics stand there, and nothing else', async () => {
    expect(await (await fetch(`${operations}/health/ready`)).json()).toEqual({ status: 'up' });
    expect(await statusOf(`${operations}/health/live`)).toBe(200);
    expect(await (await fetch(`${operations}/metrics`)).text()).toContain('platform_jobs{state="waiting"}');
    expect(await statusOf(`${operations}/api/v1/plans`)).toBe(404);
  });

  it('the port that the world reaches no longer has them', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/metrics?x=1']) {
      expect(await statusOf(`${platform.url}${path}`)).toBe(404);
    }
    expect(await statusOf(`${platform.url}/.well-known/jwks.json`)).toBe(200);
  });
});
