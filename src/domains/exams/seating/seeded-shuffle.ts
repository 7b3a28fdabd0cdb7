import { createHash } from 'node:crypto';

/**
 * A random number generator that a seed makes repeatable on any machine: the 32-bit big-endian words of
 * SHA-256(seed ‖ ':' ‖ n), for n = 0, 1, 2, … in decimal. Everything random about a seating comes from it, so that
 * anyone who knows the seed can check the arrangement.
 */
function* words(seed: string): Generator<number, never> {
  for (let n = 0; ; n++) {
    const digest = createHash('sha256').update(`${seed}:${n}`).digest();
    for (let offset = 0; offset < digest.length; offset += 4) yield digest.readUInt32BE(offset);
  }
}

/** A shuffled copy: Fisher–Yates from the last place down, each index drawn without bias (words past the last whole multiple are skipped). */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
  const source = words(seed);
  const below = (bound: number): number => {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const word = source.next().value;
      if (word < limit) return word % bound;
    }
  };
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const chosen = below(last + 1);
    [result[last], result[chosen]] = [result[chosen] as T, result[last] as T];
  }
  return result;
}
