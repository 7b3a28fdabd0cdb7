import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { findLeaks, type LeakAt, type Secret } from './find-leaks.js';

/** How many are told at once: the first says where to look, the hundredth nothing more. */
const MOST_TOLD = 20;

/** Something that must not be seen was written where it stays; says what and where. */
class SecretLeaked extends Error {
  constructor(leaks: readonly LeakAt[]) {
    const lines = leaks.slice(0, MOST_TOLD).map(({ where, kind, excerpt }) => `${kind} in ${where}:\n    ${excerpt}`);
    const rest = leaks.length > MOST_TOLD ? [`and ${leaks.length - MOST_TOLD} more`] : [];
    super(['Personal data or secrets in clear, written while these tests ran:', ...lines, ...rest].join('\n  '));
    this.name = SecretLeaked.name;
  }
}

/** Throws `SecretLeaked` when there are any. */
export function refuseLeaks(leaks: readonly LeakAt[]): void {
  if (leaks.length > 0) throw new SecretLeaked(leaks);
}

/** Makes the folder that every platform of this test run logs into; it goes with its parent. */
export function keepLogsIn(folder: string): void {
  mkdirSync(folder, { recursive: true });
  process.env.TEST_LOG_FOLDER = folder;
}

/** The settings of a platform that logs everything into the file of its test file; one outside a test run stays silent. */
export function logSettings(): { LOG_LEVEL: string; LOG_FILE?: string } {
  const folder = process.env.TEST_LOG_FOLDER;
  if (folder === undefined) return { LOG_LEVEL: 'silent' };
  // one for all platforms of a process: Nest's static logger stays that of the first
  return { LOG_LEVEL: 'trace', LOG_FILE: path.join(folder, `${whoRuns()}~${process.pid}.log`) };
}

const remembered = new Set<string>();

/** Keeps what a test typed, or was answered, until its logs and its database have been searched for it. */
export function remember(secret: Secret): void {
  const folder = process.env.TEST_LOG_FOLDER;
  const line = JSON.stringify(secret);
  if (folder === undefined || remembered.has(line)) return;
  remembered.add(line);
  appendFileSync(path.join(folder, `${whoRuns()}.secrets`), `${line}\n`);
}

/** What the tests of this file have typed or were answered so far. */
export const secretsSoFar = (): Secret[] => [...remembered].map((line) => JSON.parse(line) as Secret);

/** The secrets that were logged since the last search; `file` is emptied, its logger goes on appending. */
export function leaksInLog(file: string | undefined): LeakAt[] {
  if (file === undefined || !existsSync(file)) return [];
  const leaks = search(file, secretsSoFar());
  truncateSync(file);
  return leaks;
}

/** The same for the logs of platforms that were killed, or never stopped. */
export function leaksInLogsLeft(): LeakAt[] {
  const folder = process.env.TEST_LOG_FOLDER;
  if (folder === undefined) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.log'));
  return files.flatMap((file) => search(path.join(folder, file), secretsOf(folder, file.split('~').at(0)!)));
}

function search(file: string, secrets: readonly Secret[]): LeakAt[] {
  const whose = path.basename(file).split('~').at(0);
  const leaks = findLeaks(readFileSync(file, 'utf8'), secrets);
  return leaks.map((leak) => ({ ...leak, where: `the log of ${whose}, line ${leak.line + 1}` }));
}

function secretsOf(folder: string, who: string): Secret[] {
  const file = path.join(folder, `${who}.secrets`);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Secret);
}

/** The test file, or the process that one started. */
function whoRuns(): string {
  const { testPath } = 'expect' in globalThis ? expect.getState() : { testPath: undefined };
  return testPath === undefined
    ? `process ${process.pid}`
    : path.relative(process.cwd(), testPath).replaceAll(path.sep, ' ');
}
