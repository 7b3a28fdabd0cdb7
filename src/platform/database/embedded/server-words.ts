import { diskFull, StartRefused } from './start-refused.js';

/** All that the server sees of our environment: no secrets, no PG… variables, messages in English to be read below. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' };

/** Another server, dying or starting, still has the folder; PostgreSQL finds out by itself whether the lock is stale. */
export const saysStillLocked = (words: string) =>
  /lock file ".*" already exists|pre-existing shared memory block/.test(words);

/** The port is taken, or may not be listened on. */
export const saysPortRefused = (words: string) => words.includes('could not create any TCP/IP sockets');

/** The one line for a server or an initdb that ended with these words. */
export function refusalIn(words: string, root: string): StartRefused {
  if (words.includes('No space left on device')) return diskFull(root);
  const lines = words.trim().split('\n');
  const line = lines.findLast((each) => /\b(FATAL|PANIC|error):/.test(each)) ?? lines.at(-1) ?? '';
  const fact = line.replace(/^.*?\b(FATAL|PANIC|error):\s*/, '');
  return new StartRefused(
    `The embedded PostgreSQL does not start: ${fact}.`,
    `Its own words are in ${root}/postgres.log; a PostgreSQL of your own can be named in DATABASE_URL.`,
  );
}
