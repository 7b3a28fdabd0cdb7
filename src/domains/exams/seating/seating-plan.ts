import { shuffled } from './seeded-shuffle.js';
import { UnitBalance } from './unit-balance.js';

export interface Candidate {
  readonly id: string;
  readonly sendingUnit: string;
}

export interface Place<Room> {
  readonly room: Room;
  /** From 1 to the room's capacity; consecutive numbers of a room are neighbours. */
  readonly number: number;
}

export interface Seating<Person, Room> extends Place<Room> {
  readonly candidate: Person;
}

/**
 * Seats every candidate, rooms filled in the order given. The same candidates (in any order), rooms and seed give the
 * same seating. As few neighbours as possible are from one sending unit; where that takes empty seats between them, it
 * takes as few as will do. The rooms must have places enough.
 */
export function planSeating<Person extends Candidate, Room extends { readonly capacity: number }>(
  candidates: readonly Person[],
  rooms: readonly Room[],
  seed: string,
): Seating<Person, Room>[] {
  const places = rooms.flatMap((room) => Array.from({ length: room.capacity }, (_, n) => ({ room, number: n + 1 })));
  if (places.length < candidates.length) throw new RangeError('there are fewer places than candidates');

  const sorted = [...candidates].sort((a, b) => (a.id < b.id ? -1 : 1));
  const empty = emptySeatsNeeded(sorted, rooms, places.length - sorted.length);
  const waiting: (Person | undefined)[] = shuffled([...sorted, ...Array<undefined>(empty).fill(undefined)], seed);

  const balance = new UnitBalance(unitsOf(waiting), stretches(rooms, waiting.length));
  return places.slice(0, waiting.length).flatMap((place) => {
    // there is always somebody: see UnitBalance
    const next = waiting.findIndex((candidate) => balance.canTake(candidate?.sendingUnit));
    const [candidate] = waiting.splice(Math.max(next, 0), 1);
    balance.take(candidate?.sendingUnit);
    return candidate ? [{ ...place, candidate }] : [];
  });
}

/** The fewest empty seats with which the number of neighbours from one unit is as small as it can be. */
function emptySeatsNeeded(
  candidates: readonly Candidate[],
  rooms: readonly { readonly capacity: number }[],
  spare: number,
): number {
  const neighbours = (empty: number) =>
    new UnitBalance(unitsOf(candidates), stretches(rooms, candidates.length + empty)).fewestNeighbours;
  const fewest = neighbours(spare);
  let empty = 0;
  while (neighbours(empty) > fewest) empty++;
  return empty;
}

/** How many of the first `places` each room has. */
function stretches(rooms: readonly { readonly capacity: number }[], places: number): number[] {
  let left = places;
  return rooms.flatMap(({ capacity }) => {
    const length = Math.min(capacity, left);
    left -= length;
    return length > 0 ? [length] : [];
  });
}

const unitsOf = (candidates: readonly (Candidate | undefined)[]): string[] =>
  candidates.flatMap((candidate) => (candidate ? [candidate.sendingUnit] : []));
