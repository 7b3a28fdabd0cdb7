import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { walkThrough } from '../../scripts/walkthrough/walk-through.js';
import { removeDataFolder } from '../../src/platform/database/embedded/data-folder.js';
import { logSettings } from '../support/leaks/run-logs.js';

const START_PATIENCE = 60_000;

/** A local installation as `npm start` runs it, in a process of its own that can be killed. */
class Installation {
  private process: ChildProcess | undefined;

  constructor(
    readonly port: number,
    private readonly dataDir: string,
  ) {}

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      env: { PATH: process.env.PATH, PORT: String(this.port), DATA_DIR: this.dataDir, ...logSettings() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.process = child;
    const late = AbortSignal.timeout(START_PATIENCE);
    for await (const [chunk] of on(child, late)) if (String(chunk).includes('Ctrl-C')) return;
  }

  async kill(): Promise<void> {
    const gone = once(this.process!, 'exit');
    this.process!.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    if (!this.process || this.process.exitCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGINT');
    await gone;
  }
}

async function* on(child: ChildProcess, signal: AbortSignal): AsyncGenerator<[unknown]> {
  child.stdout!.setEncoding('utf8');
  for await (const chunk of child.stdout!) {
    signal.throwIfAborted();
    yield [chunk];
  }
  throw new Error(`the platform ended with ${child.exitCode} before it was ready`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('kill -9 in the middle of the whole way', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'killed-'));
  let installation: Installation;

  beforeAll(async () => {
    chmodSync(home, 0o755);
    installation = new Installation(await freePort(), home);
    await installation.start();
  }, START_PATIENCE);
  afterAll(async () => {
    await installation.stop();
    removeDataFolder(path.join(home, 'postgres'));
    rmSync(home, { recursive: true, force: true });
  });

  it('loses nothing that was answered with success: what comes later builds on it', async () => {
    // after each of these steps the next request meets a process that is being killed
    const moments = new Set([2, 6, 8, 10, 14, 17, 19, 21]);
    let step = 0;
    let restarted = Promise.resolve();
    const steps = await walkThrough(`http://127.0.0.1:${installation.port}`, home, (line) => {
      if (!line.startsWith('✓')) return;
      step += 1;
      if (moments.delete(step)) restarted = restarted.then(() => installation.kill()).then(() => installation.start());
    });
    await restarted;
    expect(steps).toBe(25);
    expect(moments.size).toBe(0);
  }, 240_000);
});
