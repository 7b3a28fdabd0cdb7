import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PLATFORM = `
  const { module, options, arch, umask } = JSON.parse(process.argv[1]);
  if (arch) Object.defineProperty(process, 'arch', { value: arch });
  if (umask) process.umask(umask);
  const say = (line) => console.log(JSON.stringify(line));
  const { startEmbeddedPostgres } = await import(module);
  try {
    const postgres = await startEmbeddedPostgres(options);
    postgres.onExit((lost) => say({ lost }));
    const alive = setInterval(() => undefined, 60_000);
    process.once('SIGTERM', async () => {
      clearInterval(alive);
      process.exitCode = 1;
      await postgres.stop();
      process.exitCode = 0;
    });
    say({ url: postgres.url('postgres'), port: postgres.port, adopted: postgres.adopted });
  } catch (error) {
    say({ error: error.name, message: error.message });
  }`;

interface Line {
  url?: string;
  port?: number;
  adopted?: boolean;
  lost?: string;
  error?: string;
  message?: string;
}

export interface How {
  arch?: string;
  umask?: number;
  uid?: number;
}

/** A Node process that starts the embedded PostgreSQL, as `npm start` does, and says in lines what came of it. */
export class Platform {
  private static readonly running = new Set<ChildProcess>();
  readonly process: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor(options: { dataDir: string; port?: number }, how: How = {}) {
    const module = new URL('../../src/platform/database/embedded/start-embedded-postgres.ts', import.meta.url).href;
    const request = JSON.stringify({ module, options, ...how });
    const args = ['--import', '@swc-node/register/esm-register', '--input-type=module', '-e', PLATFORM, request];
    const user = how.uid === undefined ? {} : { uid: how.uid, gid: how.uid };
    this.process = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], ...user });
    this.lines = createInterface(this.process.stdout!)[Symbol.asyncIterator]();
    Platform.running.add(this.process);
  }

  async says(): Promise<Line> {
    const line = await this.lines.next();
    if (line.done) throw new Error('the platform ended without a word');
    return JSON.parse(line.value) as Line;
  }

  async end(name: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exit = once(this.process, 'exit');
    this.process.kill(name);
    await exit;
    if (name === 'SIGTERM') expect(this.process.exitCode).toBe(0);
  }

  static killAll(): void {
    for (const child of this.running) child.kill('SIGKILL');
    this.running.clear();
  }
}
