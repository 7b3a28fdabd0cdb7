import type { OpenAPIObject } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { removeCluster, startCluster } from './cluster.js';
import { leaksInDatabasesLeft } from './database.js';
import { refusalsNotReached } from './refusals-reached.js';
import { keepLogsIn, leaksInLogsLeft, refuseLeaks } from './leaks/run-logs.js';

/** Before the first test: the server, and a folder for the logs of every platform. */
export async function beginRun(): Promise<void> {
  keepLogsIn(path.join(await startCluster(), 'logs'));
}

/**
 * After the last test: what no test has searched by itself is searched for secrets, then everything goes. Throws
 * `SecretLeaked`, which fails the run.
 */
export async function endRun(looksAtRefusals: boolean): Promise<void> {
  const refusals = looksAtRefusals ? refusalsMissed() : [];
  const leaks = await leaksInDatabasesLeft()
    .then((found) => [...leaksInLogsLeft(), ...found])
    .finally(removeCluster);
  refuseLeaks(leaks);
  if (refusals.length > 0) throw new Error(`no test is refused like this:\n  ${refusals.join('\n  ')}`);
}

function refusalsMissed(): string[] {
  const documents = ['trainee', 'management'].map(
    (name) => JSON.parse(readFileSync(`openapi/${name}.json`, 'utf8')) as OpenAPIObject,
  );
  return refusalsNotReached(documents, process.env.TEST_LOG_FOLDER ?? '');
}
