import fc from 'fast-check';
import {
  changes,
  forgesRecord,
  forgesSeal,
  removesRecord,
  removesSeal,
  swapsRecords,
  swapsSeals,
} from './audit-chain.js';

/** One thing that somebody with all rights in the database does to a chain. */
export interface Tampering {
  readonly what: string;
  readonly statements: readonly string[];
  /** The first position that is touched; null where none is. */
  readonly position: number | null;
}

const COLUMNS: readonly (readonly [column: string, to: string])[] = [
  ['occurred_at', "occurred_at + interval '1 ms'"],
  ['occurred_at', "'-infinity'"],
  ['actor_id', 'gen_random_uuid()'],
  ['actor_roles', "actor_roles || ','"],
  ['action', 'upper(action)'],
  ['subject_type', "subject_type || ' '"],
  ['subject_id', 'reverse(subject_id)'],
  ['trace_id', "'x'"],
  ['ip', "coalesce(ip || '0', '')"],
  ['user_agent', "coalesce(user_agent || ' ', '')"],
  ['facts', `facts || '{"index": 1000}'`],
  ['facts', `facts - 'list'`],
  ['facts', `jsonb_set(facts, '{index}', to_jsonb((facts->>'index')::numeric + 0.0))`],
];

const SEAL_COLUMNS: readonly (readonly [column: string, to: string])[] = [
  ['hash', "translate(hash, '0123456789abcdef', '123456789abcdef0')"],
  ['sealed_at', "sealed_at + interval '1 ms'"],
  ['sealed_at', "'infinity'"],
  ['scheme', '1'],
];

/** One random tampering with a chain of `length` links, at least two. */
export function tampering(length: number): fc.Arbitrary<Tampering> {
  const position = fc.integer({ min: 1, max: length });
  const two = fc.uniqueArray(position, { minLength: 2, maxLength: 2 }).map(([one, other]) => [one!, other!] as const);
  const at = (what: string, place: number | null, ...statements: string[]): Tampering => ({
    what: `${what} at ${place}`,
    statements,
    position: place,
  });
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(position, fc.constantFrom(...COLUMNS))
        .map(([place, [column, to]]) => at(`changed ${column} to ${to}`, place, changes(place, column, to))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(position, fc.constantFrom(...SEAL_COLUMNS))
        .map(([place, [column, to]]) =>
          at(
            `changed ${column} of the seal`,
            place,
            `update platform.audit_seal set ${column} = ${to} where position = ${place}`,
          ),
        ),
    },
    position.map((place) => at('removed record', place, removesRecord(place))),
    position.map((place) => at('removed seal', place, removesSeal(place))),
    position.map((place) => at('removed both', place, removesRecord(place), removesSeal(place))),
    position.map((place) =>
      at(
        'cut off',
        place,
        `delete from platform.audit_record where id in (select record_id from platform.audit_seal where position >= ${place})`,
        `delete from platform.audit_seal where position >= ${place}`,
      ),
    ),
    position.map((place) =>
      at(
        'removed and moved up',
        place,
        removesRecord(place),
        removesSeal(place),
        `update platform.audit_seal set position = position + 1000000 where position > ${place}`,
        `update platform.audit_seal set position = position - 1000001 where position > 1000000`,
      ),
    ),
    two.map(([one, other]) => at('swapped seals', Math.min(one, other), ...swapsSeals(one, other))),
    two.map(([one, other]) => at('swapped records', Math.min(one, other), ...swapsRecords(one, other))),
    position.map((place) =>
      at(
        'put in',
        place,
        ...forgesRecord,
        `update platform.audit_seal set position = position + 1000000 where position >= ${place}`,
        `update platform.audit_seal set position = position - 999999 where position > 1000000`,
        forgesSeal(place),
      ),
    ),
    position.map((place) =>
      at(
        'exchanged record',
        place,
        ...forgesRecord,
        removesRecord(place),
        `update platform.audit_seal set record_id = (select id from platform.audit_record where action = 'forge') where position = ${place}`,
      ),
    ),
    fc.constant(at('put beside', null, ...forgesRecord)),
    fc.constant(at('put behind', null, ...forgesRecord, forgesSeal(length + 1))),
    fc
      .constantFrom(
        'position = position - 1',
        'position = position + 1',
        "hash = repeat('0', 64)",
        'keyed_from = 1000',
        "proof = repeat('0', 64)",
      )
      .map((change) => at(`head: ${change}`, null, `update platform.audit_head set ${change}`)),
    fc.constant(at('removed head', null, 'delete from platform.audit_head')),
    position.map((place) =>
      at(
        'moved back in time, with the head but without its proof',
        null,
        `delete from platform.audit_record where id in (select record_id from platform.audit_seal where position > ${place - 1})`,
        `delete from platform.audit_seal where position > ${place - 1}`,
        `update platform.audit_head set position = ${place - 1}, hash = coalesce((select hash from platform.audit_seal where position = ${place - 1}), repeat('0', 64))`,
      ),
    ),
  );
}
