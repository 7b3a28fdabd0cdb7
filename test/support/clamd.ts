import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './eventually.js';
import { describeIf, freePorts, pathOf } from './programs.js';

/** The file that every scanner takes for a virus (eicar.org); in two parts, so that none takes this file for one. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

const whyNoClamd = () =>
  pathOf('clamd') ? undefined : 'no scanner to test against: clamd not found (Debian: apt-get install clamav-daemon)';

/** `describe` for what needs a real clamd; see `describeIf`. */
export const describeWithClamd = (name: string, suite: () => void): void => describeIf(whyNoClamd(), name, suite);

/** A real clamd that knows one signature, of the EICAR file wherever it stands in another: it shows the protocol, not what ClamAV detects. */
export class Clamd {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** As CLAMD_URL takes it. */
  get url(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  get socketUrl(): string {
    return `unix:${this.folder}/clamd.ctl`;
  }

  /** Starts one of the caller's own; a second or so. Give it back with `stop`. */
  static async start(): Promise<Clamd> {
    const folder = await mkdtemp(path.join(tmpdir(), 'clamd-'));
    const [port] = (await freePorts(1)) as [number];
    await writeFile(path.join(folder, 'local.ndb'), `Eicar-Test-Signature:0:*:${eicar.toString('hex')}\n`);
    const settings = {
      ...{ DatabaseDirectory: folder, TCPSocket: port, TCPAddr: '127.0.0.1', LocalSocket: `${folder}/clamd.ctl` },
      ...{ Foreground: 'yes', LogFile: `${folder}/clamd.log`, StreamMaxLength: '25M', MaxThreads: 4 },
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
    await writeFile(path.join(folder, 'clamd.conf'), lines.join(''));
    const clamd = new Clamd(folder, port);
    await clamd.restart();
    return clamd;
  }

  async restart(): Promise<void> {
    const settings = ['--config-file', `${this.folder}/clamd.conf`];
    this.process = spawn(pathOf('clamd') ?? 'clamd', settings, { stdio: 'ignore' });
    try {
      await eventually('clamd answers', () => answers(this.port));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async kill(): Promise<void> {
    const { process } = this;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function answers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('zPING\0'));
    socket.once('data', () => resolve(socket.end() as unknown as void));
    socket.once('error', reject);
  });
}
