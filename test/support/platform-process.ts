import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const LISTENING = 'listening at ';
const PROGRAM = `
  const { support, demo, environment, domains } = JSON.parse(process.argv[1]);
  await import('reflect-metadata');
  const { startTestPlatform } = await import(support);
  const { platform, url, stop } = await startTestPlatform(domains, environment);
  if (domains === 'all') await (await import(demo)).plantDemoData(platform);
  process.once('SIGTERM', () => stop().then(() => process.exit(0)));
  console.log('${LISTENING}' + url);`;

const START_PATIENCE_MILLISECONDS = 60_000;

/** A platform, or some of its domains, in a process of its own; everything that it writes to its log can be read. */
export class PlatformProcess {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    /** Every line that it has written so far. */
    readonly log: readonly string[],
  ) {}

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Starts one on a migrated database of the caller's, with the demo data where all domains run; it listens when this returns. */
  static async start(
    databaseUrl: string,
    environment: Record<string, string> = {},
    domains = 'all',
  ): Promise<PlatformProcess> {
    const file = (path: string) => new URL(path, import.meta.url).href;
    const request = {
      support: file('platform.ts'),
      demo: file('../../src/demo/plant-demo-data.ts'),
      // to the standard output, which is read below
      environment: { LOG_FILE: '', ...environment, DATABASE_URL: databaseUrl },
      domains,
    };
    const program = ['--import', '@swc-node/register/esm-register', '--input-type=module', '-e', PROGRAM];
    const child = spawn(process.execPath, [...program, JSON.stringify(request)], { stdio: ['ignore', 'pipe', 'pipe'] });
    const log: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on('line', (line) => {
          log.push(line);
          if (line.startsWith(LISTENING)) resolve(line.slice(LISTENING.length));
        });
      }
      const giveUp = () => reject(new Error(`the platform did not start:\n${log.join('\n')}`));
      child.once('exit', giveUp);
      setTimeout(giveUp, START_PATIENCE_MILLISECONDS).unref();
    });
    return new PlatformProcess(child, url, log);
  }

  /** As a machine that loses its power ends it. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
  }
}
