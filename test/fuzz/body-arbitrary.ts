import fc from 'fast-check';
import { wildText, wildValue } from './wild-values.js';

interface Mutation {
  readonly kind: 'replace' | 'remove' | 'add' | 'wrap';
  readonly at: number;
  readonly name: string;
  readonly value: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'remove', 'add', 'wrap'),
  at: fc.nat(1000),
  name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'status', 'roles', '$ne', ''), wildText),
  value: wildValue,
});

/** A valid body as it is (one in three), or with up to three things wrong in it. */
export const nearly = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      valid,
      fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }) },
      ),
    )
    .map(([body, mutations]) => mutations.reduce(mutated, structuredClone(body)));

function mutated(body: unknown, { kind, at, name, value: drawn }: Mutation): unknown {
  // the same value may be drawn twice, and must not come to contain itself
  const value = structuredClone(drawn);
  const places = placesIn(body);
  const place = places[at % (places.length + 1)];
  // one more than there are: the whole
  if (!place) return kind === 'wrap' ? [body] : kind === 'add' ? added(body, name, value) : value;
  const { parent, key } = place;
  if (kind === 'remove') delete parent[key];
  else if (kind === 'wrap') parent[key] = [parent[key]];
  else parent[key] = kind === 'add' ? added(parent[key], name, value) : value;
  return body;
}

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown, depth = 6): Place[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  const parent = value as Record<string, unknown>;
  const keys = Object.keys(parent).slice(0, 50);
  return keys.flatMap((key) => [{ parent, key }, ...placesIn(parent[key], depth - 1)]);
}

/** Defined, not assigned: `__proto__` has to be a member that goes over the wire. */
function added(value: unknown, name: string, member: unknown): unknown {
  if (typeof value !== 'object' || value === null) return member;
  return Object.defineProperty(value, name, { value: member, enumerable: true, configurable: true, writable: true });
}

/** JSON as a client may write it; a lone surrogate is sent escaped. */
export const jsonOf = (body: unknown): Buffer => Buffer.from(JSON.stringify(body) ?? 'null');
