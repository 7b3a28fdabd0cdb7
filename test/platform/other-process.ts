import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const PROGRAM = `
  const { support, domain, environment, holds } = JSON.parse(process.argv[1]);
  await import('reflect-metadata');
  const { relay, relayDomain } = await import(domain);
  const { startTestPlatform } = await import(support);
  if (holds) relay.holds = (word) => console.log('holds ' + word);
  await startTestPlatform('none', environment, [relayDomain]);
  console.log('started');`;

/** A second process of the platform with the relay domain on the same database; kill it when done. */
export class OtherProcess {
  private readonly lines: string[] = [];
  private readonly process: ChildProcess;

  constructor(environment: Record<string, string>, options: { holds?: boolean } = {}) {
    const file = (path: string) => new URL(path, import.meta.url).href;
    const request = { support: file('../support/platform.ts'), domain: file('./relay-domain.ts'), environment };
    this.process = spawn(
      process.execPath,
      [
        ...['--import', '@swc-node/register/esm-register', '--input-type=module', '-e', PROGRAM],
        JSON.stringify({ ...request, ...options }),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    createInterface(this.process.stdout!).on('line', (line) => this.lines.push(line));
  }

  /** What it has said so far. */
  get said(): readonly string[] {
    return this.lines;
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }
}
