import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describeIf, freePorts, missingPrograms } from './programs.js';

/** A real S3 server that is not ours: Ceph's gateway, its data in memory, on free ports of this machine. */
export interface S3Server {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
  /** Kills all of it and removes its folder. */
  stop(): Promise<void>;
}

const startScript = fileURLToPath(new URL('start-radosgw.sh', import.meta.url));
const programs = ['radosgw', 'radosgw-admin', 'ceph', 'ceph-mon', 'ceph-osd', 'monmaptool'];

/** Why no S3 server can be started here, or undefined when one can. */
export function whyNoS3Server(): string | undefined {
  const missing = missingPrograms(programs);
  if (missing.length === 0) return undefined;
  return `no S3 server to test against: ${missing.join(', ')} not found (Debian: apt-get install radosgw ceph-mon ceph-osd ceph-common)`;
}

/** `describe` for what needs a real S3 server; see `describeIf`. */
export const describeWithS3 = (name: string, suite: () => void): void => describeIf(whyNoS3Server(), name, suite);

/** Starts a server of the caller's own; about a second. Give it back with `stop`. */
export async function startS3Server(): Promise<S3Server> {
  const folder = await mkdtemp(path.join(tmpdir(), 's3-'));
  const [gatewayPort, monitorPort] = await freePorts(2);
  // made anew each time, so that nothing but our own server can accept them
  const accessKey = randomBytes(10).toString('hex');
  const secretKey = randomBytes(20).toString('hex');
  const script = spawn('bash', [startScript, folder, String(gatewayPort), String(monitorPort), accessKey, secretKey], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = async () => {
    await ended(script);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await saysReady(script);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint: `http://127.0.0.1:${gatewayPort}`, accessKey, secretKey, region: 'us-east-1', stop };
}

type Script = ChildProcessByStdio<Writable, Readable, Readable>;

async function saysReady(script: Script): Promise<void> {
  let complaints = '';
  script.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  await new Promise<void>((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`the S3 server is not ready after 60 s\n${complaints}`)), 60_000);
    script.stdout.on('data', (text: Buffer) => {
      if (!text.includes('ready')) return;
      clearTimeout(tooLate);
      resolve();
    });
    script.once('exit', () => {
      clearTimeout(tooLate);
      reject(new Error(`the S3 server did not start\n${complaints}`));
    });
  });
}

/** Closing its input ends the script, which kills its daemons; its process group is killed when it does not. */
async function ended(script: Script): Promise<void> {
  const { pid } = script;
  if (pid === undefined) return;
  const exit = new Promise<void>((resolve) => script.once('exit', () => resolve()));
  if (script.exitCode === null && script.signalCode === null) {
    script.stdin.end();
    const hardKill = setTimeout(() => killGroup(pid), 5_000);
    await exit;
    clearTimeout(hardKill);
  }
  killGroup(pid);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
