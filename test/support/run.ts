import path from 'node:path';
import { removeCluster, startCluster } from './cluster.js';
import { leaksInDatabasesLeft } from './database.js';
import { keepLogsIn, leaksInLogsLeft, refuseLeaks } from './leaks/run-logs.js';

/** Before the first test: the server, and a folder for the logs of every platform. */
export async function beginRun(): Promise<void> {
  keepLogsIn(path.join(await startCluster(), 'logs'));
}

/**
 * After the last test: what no test has searched by itself is searched for secrets, then everything goes. Throws
 * `SecretLeaked`, which fails the run.
 */
export async function endRun(): Promise<void> {
  const leaks = await leaksInDatabasesLeft()
    .then((found) => [...leaksInLogsLeft(), ...found])
    .finally(removeCluster);
  refuseLeaks(leaks);
}
