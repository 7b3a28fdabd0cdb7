import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { removeDataFolder } from '../../src/platform/database/embedded/data-folder.js';
import { readLockFile, signal } from '../../src/platform/database/embedded/postmaster.js';
import { type How, Platform } from './embedded-platform.js';

/** A user that every Unix has, other than the one that root's servers run as. */
const DAEMON = 1;
const asRoot = process.getuid?.() === 0;
let home: string;
let dataDir: string;

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
  chmodSync(home, 0o755);
  dataDir = path.join(home, 'data/postgres');
});

afterEach(async () => {
  Platform.killAll();
  const orphan = readLockFile(cluster());
  if (orphan) signal(orphan.pid, 'SIGQUIT');
  await eventually('the server ends', () => !readLockFile(cluster()) || !signal(orphan!.pid, 0));
  removeDataFolder(dataDir);
  rmSync(home, { recursive: true, force: true });
});

const cluster = () => path.join(dataDir, 'cluster');

async function eventually(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`still waiting until ${what}`);
    await pause(20);
  }
}

async function query(url: string | undefined, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A platform that has started and holds a row, so that a later start can show whether it found the same data. */
async function platformWithRow(how: How = {}): Promise<{ platform: Platform; url: string; port: number }> {
  const platform = new Platform({ dataDir }, how);
  const { url, port } = await platform.says();
  await query(url, `create table kept as select 'here' as row`);
  return { platform, url: url!, port: port! };
}

const kept = (url: string | undefined) => query(url, 'select * from kept');

async function refusal(...args: ConstructorParameters<typeof Platform>): Promise<string> {
  const { error, message } = await new Platform(...args).says();
  expect({ error, message }).toEqual({ error: 'StartRefused', message: expect.not.stringContaining('\n') as string });
  return message!;
}

it('makes a database at the first start, behind a generated password that only its user can read', async () => {
  const { url } = await new Platform({ dataDir }).says();
  await expect(query(url, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  const withoutPassword = new URL(url!);
  withoutPassword.password = 'guessed';
  await expect(query(withoutPassword.href, 'select 1')).rejects.toThrow('password authentication failed');
  expect(statSync(path.join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  expect(statSync(cluster()).mode & 0o777).toBe(0o700);
});

it('finds its data at the second start', async () => {
  const { platform } = await platformWithRow();
  await platform.end();
  const { url, adopted } = await new Platform({ dataDir }).says();
  await expect(kept(url)).resolves.toEqual([{ row: 'here' }]);
  expect(adopted).toBe(false);
});

it('adopts the server that a killed platform left behind, and ends it when stopped', async () => {
  const { platform, port } = await platformWithRow();
  await platform.end('SIGKILL');
  const next = new Platform({ dataDir });
  const { url, ...started } = await next.says();
  expect(started).toEqual({ adopted: true, port });
  await expect(kept(url)).resolves.toEqual([{ row: 'here' }]);
  await next.end();
  await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  expect(readLockFile(cluster())).toBeUndefined();
});

it('moves a server that was left behind to the port that is asked for', async () => {
  const { platform } = await platformWithRow();
  await platform.end('SIGKILL');
  const port = await freePort();
  const { url, ...started } = await new Platform({ dataDir, port }).says();
  expect(started).toEqual({ adopted: false, port });
  await expect(kept(url)).resolves.toEqual([{ row: 'here' }]);
});

it('tells the platform that its server was killed, and recovers at the next start', async () => {
  const { platform } = await platformWithRow();
  signal(readLockFile(cluster())!.pid, 'SIGKILL');
  await expect(platform.says()).resolves.toEqual({ lost: 'PostgreSQL ended with SIGKILL' });
  await platform.end();
  const { url } = await new Platform({ dataDir }).says();
  await expect(kept(url)).resolves.toEqual([{ row: 'here' }]);
});

it('tells the platform that a server it adopted was killed', async () => {
  const { platform } = await platformWithRow();
  await platform.end('SIGKILL');
  const next = new Platform({ dataDir });
  await next.says();
  signal(readLockFile(cluster())!.pid, 'SIGKILL');
  await expect(next.says()).resolves.toEqual({ lost: 'PostgreSQL no longer answers' });
});

it('recovers when platform and server were killed together', async () => {
  const { platform } = await platformWithRow();
  signal(readLockFile(cluster())!.pid, 'SIGKILL');
  await platform.end('SIGKILL');
  const { url } = await new Platform({ dataDir }).says();
  await expect(kept(url)).resolves.toEqual([{ row: 'here' }]);
});

it('takes over the lock of a killed platform, though another process has its id by now', async () => {
  const { platform } = await platformWithRow();
  await platform.end('SIGKILL');
  writeFileSync(path.join(dataDir, 'lock.pid'), `${process.pid}\n`);
  const { url } = await new Platform({ dataDir }).says();
  await expect(kept(url)).resolves.toEqual([{ row: 'here' }]);
});

it('refuses a folder that another running platform uses, and leaves that one alone', async () => {
  const { platform, url } = await platformWithRow();
  expect(await refusal({ dataDir })).toContain(`in use by another running platform (process ${platform.process.pid})`);
  await expect(kept(url)).resolves.toEqual([{ row: 'here' }]);
});

it('lets one of two first starts at once have the folder', async () => {
  const lines = await Promise.all([new Platform({ dataDir }).says(), new Platform({ dataDir }).says()]);
  expect(lines.map(({ error }) => error).sort()).toEqual(['StartRefused', undefined]);
  expect(lines.find(({ error }) => error)?.message).toContain('in use by another running platform');
  await expect(query(lines.find(({ url }) => url)?.url, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
});

it('begins again after a first start that was killed half way', async () => {
  const halfway = new Platform({ dataDir });
  const making = () => readdirSync(home, { recursive: true }).some((file) => String(file).endsWith('PG_VERSION'));
  await eventually('the cluster is being made', making);
  await halfway.end('SIGKILL');
  expect(() => lstatSync(cluster())).toThrow('ENOENT');
  const { url } = await new Platform({ dataDir }).says();
  await expect(query(url, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
});

it('refuses a data folder below a file', async () => {
  writeFileSync(path.join(home, 'data'), '');
  expect(await refusal({ dataDir })).toContain('cannot be used by this user (ENOTDIR)');
});

it('refuses a folder that it may only read', async () => {
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, 0o555);
  expect(await refusal({ dataDir }, asRoot ? { uid: DAEMON } : {})).toContain('cannot be used by this user (EACCES)');
});

it('refuses a port that another program has', async () => {
  const other = net.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as net.AddressInfo;
  expect(await refusal({ dataDir, port })).toContain(`Port ${port} on 127.0.0.1 is taken`);
  other.close();
});

it('refuses what another major version of PostgreSQL made', async () => {
  const { platform } = await platformWithRow();
  await platform.end();
  writeFileSync(path.join(cluster(), 'PG_VERSION'), '17\n');
  expect(await refusal({ dataDir })).toMatch(/was made by PostgreSQL 17, and this platform brings \d+\./);
});

it('refuses a database whose password is gone, or is another', async () => {
  const { platform } = await platformWithRow();
  await platform.end();
  const file = path.join(dataDir, 'password');
  const password = readFileSync(file);
  writeFileSync(file, 'another');
  expect(await refusal({ dataDir })).toContain('does not take the password');
  rmSync(file);
  expect(await refusal({ dataDir })).toContain('password of the database is missing');
  writeFileSync(file, password);
  await expect(kept((await new Platform({ dataDir }).says()).url)).resolves.toEqual([{ row: 'here' }]);
});

it('refuses a platform that npm has no PostgreSQL for', async () => {
  expect(await refusal({ dataDir }, { arch: 'mips' })).toMatch(/no embedded PostgreSQL for \w+-mips .*DATABASE_URL/);
});

if (asRoot) {
  it('started by root under a strict umask, leaves the folders that it makes open to the server', async () => {
    const { url } = await new Platform({ dataDir }, { umask: 0o077 }).says();
    await expect(query(url, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
    expect(lstatSync(cluster()).isDirectory()).toBe(true);
  });

  it('started by root in a closed home, keeps the cluster where the server can reach it', async () => {
    chmodSync(home, 0o700);
    const { platform } = await platformWithRow();
    await platform.end();
    expect(lstatSync(cluster()).isSymbolicLink()).toBe(true);
    await expect(kept((await new Platform({ dataDir }).says()).url)).resolves.toEqual([{ row: 'here' }]);
  });

  it('started by root, runs as their owner the data that another user made', async () => {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, 0o777);
    const { platform } = await platformWithRow({ uid: DAEMON });
    await platform.end();
    await expect(kept((await new Platform({ dataDir }).says()).url)).resolves.toEqual([{ row: 'here' }]);
    expect(statSync(cluster()).uid).toBe(DAEMON);
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
