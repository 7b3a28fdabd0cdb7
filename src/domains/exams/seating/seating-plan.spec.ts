import fc from 'fast-check';
import { type Candidate, planSeating, type Seating } from './seating-plan.js';

type Room = { name: string; capacity: number };

const candidatesOf = (units: readonly number[]): Candidate[] =>
  units.map((unit, index) => ({ id: `c${String(index).padStart(4, '0')}`, sendingUnit: `单位${unit}` }));
const roomsOf = (capacities: readonly number[]): Room[] =>
  capacities.map((capacity, index) => ({ name: `第${index + 1}考场`, capacity }));
const places = (rooms: readonly Room[]) => rooms.reduce((sum, { capacity }) => sum + capacity, 0);

/** The seating as rows of units, an empty seat as undefined. */
const rows = (rooms: readonly Room[], seating: readonly Seating<Candidate, Room>[]) =>
  rooms.map((room) =>
    Array.from(
      { length: room.capacity },
      (_, n) => seating.find((seat) => seat.room === room && seat.number === n + 1)?.candidate.sendingUnit,
    ),
  );
const pairs = (row: readonly (string | undefined)[]) =>
  row.filter((unit, index) => index > 0 && unit !== undefined && unit === row[index - 1]).length;
const pairsIn = (rooms: readonly Room[], seating: readonly Seating<Candidate, Room>[]) =>
  rows(rooms, seating).reduce((sum, row) => sum + pairs(row), 0);

/** The fewest pairs of any seating at all, found by trying every one. */
function fewestPairs(units: readonly string[], rooms: readonly Room[]): number {
  const left = new Map<string, number>();
  for (const unit of units) left.set(unit, (left.get(unit) ?? 0) + 1);
  const beginnings = new Set<number>();
  let total = 0;
  for (const { capacity } of rooms) {
    beginnings.add(total);
    total += capacity;
  }
  const tried = new Map<string, number>();
  const search = (place: number, before: string | undefined, empty: number): number => {
    if (place === total) return 0;
    const neighbour = beginnings.has(place) ? undefined : before;
    const key = `${place}|${neighbour}|${[...left.values()].join()}`;
    const known = tried.get(key);
    if (known !== undefined) return known;
    let fewest = empty > 0 ? search(place + 1, undefined, empty - 1) : Infinity;
    for (const [unit, count] of left) {
      if (count === 0) continue;
      left.set(unit, count - 1);
      fewest = Math.min(fewest, (unit === neighbour ? 1 : 0) + search(place + 1, unit, empty));
      left.set(unit, count);
    }
    tried.set(key, fewest);
    return fewest;
  };
  return search(0, undefined, total - units.length);
}

const small = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 4 }))
  .chain(([capacities, unitCount]) => {
    const maxLength = Math.min(
      9,
      capacities.reduce((sum, capacity) => sum + capacity, 0),
    );
    return fc.record({
      capacities: fc.constant(capacities),
      units: fc.array(fc.integer({ min: 1, max: unitCount }), { minLength: 1, maxLength }),
      seed: fc.string(),
    });
  });

const large = fc.record({
  capacities: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
  fill: fc.double({ min: 0.05, max: 1, noNaN: true }),
  unitCount: fc.integer({ min: 1, max: 30 }),
  seed: fc.string(),
});

describe('a seating plan', () => {
  it('gives every candidate one seat and every seat at most one candidate, within the rooms', () => {
    fc.assert(
      fc.property(large, ({ capacities, fill, unitCount, seed }) => {
        const rooms = roomsOf(capacities);
        const count = Math.max(1, Math.floor(places(rooms) * fill));
        const candidates = candidatesOf(Array.from({ length: count }, (_, index) => (index * index) % unitCount));
        const seating = planSeating(candidates, rooms, seed);

        expect(seating.map(({ candidate }) => candidate.id).sort()).toEqual(candidates.map(({ id }) => id));
        const taken = seating.map(({ room, number }) => `${room.name} ${number}`);
        expect(new Set(taken).size).toBe(taken.length);
        for (const { room, number } of seating) {
          expect(number).toBeGreaterThanOrEqual(1);
          expect(number).toBeLessThanOrEqual(room.capacity);
        }
      }),
    );
  });

  it('seats neighbours from one unit only when no seating at all could do with fewer', () => {
    fc.assert(
      fc.property(small, ({ capacities, units, seed }) => {
        const rooms = roomsOf(capacities);
        const candidates = candidatesOf(units);
        const seating = planSeating(candidates, rooms, seed);
        const fewest = fewestPairs(
          candidates.map(({ sendingUnit }) => sendingUnit),
          rooms,
        );
        expect(pairsIn(rooms, seating)).toBe(fewest);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same for the same seed, in whatever order the candidates are given', () => {
    fc.assert(
      fc.property(small, fc.func(fc.integer()), ({ capacities, units, seed }, order) => {
        const rooms = roomsOf(capacities);
        const candidates = candidatesOf(units);
        const reordered = [...candidates].sort((a, b) => order(a.id) - order(b.id));
        expect(planSeating(reordered, rooms, seed)).toEqual(planSeating(candidates, rooms, seed));
      }),
    );
  });

  it('is another for another seed', () => {
    const rooms = roomsOf([30, 30]);
    const candidates = candidatesOf(Array.from({ length: 50 }, (_, index) => index % 7));
    const seatings = ['a', 'b', 'c', 'd'].map((seed) => JSON.stringify(planSeating(candidates, rooms, seed)));
    expect(new Set(seatings).size).toBe(4);
  });

  it('fills the rooms in their order and leaves no seat empty without need', () => {
    const rooms = roomsOf([4, 4, 4]);
    const seating = planSeating(candidatesOf([1, 2, 3, 1, 2, 3]), rooms, 'seed');
    expect(seating.map(({ room, number }) => [room.name, number])).toEqual([
      ['第1考场', 1],
      ['第1考场', 2],
      ['第1考场', 3],
      ['第1考场', 4],
      ['第2考场', 1],
      ['第2考场', 2],
    ]);
  });

  it('keeps colleagues apart with empty seats where there are places to spare', () => {
    const [room] = roomsOf([5]) as [Room];
    const seating = planSeating(candidatesOf([1, 1, 1]), [room], 'seed');
    expect(seating.map(({ number }) => number)).toEqual([1, 3, 5]);
  });

  it('has the arrangement that its documented algorithm gives, on every machine', () => {
    const seating = planSeating(candidatesOf([1, 2, 3, 4, 5, 6]), roomsOf([6]), '2026');
    expect(seating.map(({ candidate }) => candidate.id)).toMatchInlineSnapshot(`
     [
       "c0000",
       "c0002",
       "c0003",
       "c0005",
       "c0004",
       "c0001",
     ]
    `);
  });

  it('refuses rooms that have too few places', () => {
    expect(() => planSeating(candidatesOf([1, 2, 3]), roomsOf([1, 1]), 'seed')).toThrow(RangeError);
  });
});
