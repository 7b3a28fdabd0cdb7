import { randomInt } from 'node:crypto';

/** Makes one request ready and returns what is to be timed. */
export type Prepare = () => Promise<() => Promise<unknown>>;

/** Two kinds of request that nobody is to tell apart by the time that they take. */
export interface Comparison {
  /** What is printed with the figures. */
  readonly what: string;
  readonly known: Prepare;
  readonly unknown: Prepare;
  readonly pairs: number;
}

interface Pair {
  readonly known: number;
  readonly unknown: number;
}

const WARMING_UP = 5;
// less than this is drowned by any network
const ALLOWANCE_MILLISECONDS = 0.5;

/**
 * Times both in pairs, one right after the other, which comes first being left to chance, and prints both
 * distributions. When they take the same time, either is the slower of a pair as often as a coin falls on heads, however
 * busy the machine is. They are unlike when one is, by more than half a millisecond, the slower more often than a coin
 * falls on heads in all but one of 30 000 such series (four standard deviations).
 */
export async function compareTimes(comparison: Comparison): Promise<{ readonly alike: boolean }> {
  const { what, known, unknown, pairs: count } = comparison;
  for (let n = 0; n < WARMING_UP; n++) await timePair(known, unknown);
  const pairs: Pair[] = [];
  while (pairs.length < count) pairs.push(await timePair(known, unknown));
  const slower = (one: keyof Pair, other: keyof Pair) =>
    pairs.filter((pair) => pair[one] - pair[other] > ALLOWANCE_MILLISECONDS).length;
  const [knownSlower, unknownSlower] = [slower('known', 'unknown'), slower('unknown', 'known')];
  process.stdout.write(
    `${what}: known ${distribution(pairs.map((pair) => pair.known))}, unknown ${distribution(pairs.map((pair) => pair.unknown))}, ` +
      `known the slower of ${knownSlower} pairs, unknown of ${unknownSlower}, of ${count}\n`,
  );
  const atMost = count / 2 + 4 * Math.sqrt(count / 4);
  return { alike: knownSlower <= atMost && unknownSlower <= atMost };
}

async function timePair(known: Prepare, unknown: Prepare): Promise<Pair> {
  if (randomInt(2) === 0) return { known: await timed(known), unknown: await timed(unknown) };
  const first = await timed(unknown);
  return { known: await timed(known), unknown: first };
}

async function timed(prepare: Prepare): Promise<number> {
  const ask = await prepare();
  const start = performance.now();
  await ask();
  return performance.now() - start;
}

function distribution(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? NaN).toFixed(1);
  return `${at(0.1)}–${at(0.5)}–${at(0.9)} ms`;
}
