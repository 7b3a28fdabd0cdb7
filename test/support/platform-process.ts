import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PROGRAM = `
  const { support, demo, environment } = JSON.parse(process.argv[1]);
  await import('reflect-metadata');
  const { startTestPlatform } = await import(support);
  const { plantDemoData } = await import(demo);
  const { platform, url, stop } = await startTestPlatform('all', environment);
  await plantDemoData(platform);
  process.once('SIGTERM', () => stop().then(() => process.exit(0)));
  console.log('listening at ' + url);`;

/** A platform with the demo data in a process of its own, so that everything it writes to its log can be read. */
export class PlatformProcess {
  private readonly lines: string[] = [];

  private constructor(private readonly process: ChildProcess) {
    for (const stream of [process.stdout!, process.stderr!]) {
      createInterface(stream).on('line', (line) => this.lines.push(line));
    }
  }

  /** Starts one on a migrated database of the caller's. */
  static start(databaseUrl: string, environment: Record<string, string>): PlatformProcess {
    const file = (path: string) => new URL(path, import.meta.url).href;
    const request = {
      support: file('platform.ts'),
      demo: file('../../src/demo/plant-demo-data.ts'),
      environment: { ...environment, DATABASE_URL: databaseUrl },
    };
    const program = ['--import', '@swc-node/register/esm-register', '--input-type=module', '-e', PROGRAM];
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    return new PlatformProcess(spawn(process.execPath, [...program, JSON.stringify(request)], { stdio: [...stdio] }));
  }

  /** What it has written so far. */
  get log(): readonly string[] {
    return this.lines;
  }

  /** Where it listens; undefined while it does not. */
  get url(): string | undefined {
    return this.lines.find((line) => line.startsWith('listening at '))?.slice('listening at '.length);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
  }
}
