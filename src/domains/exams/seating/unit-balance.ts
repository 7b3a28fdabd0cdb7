interface Room {
  /** Seats that candidates of a unit can take without a neighbour of their own unit. */
  readonly apart: number;
  /** Stretches in which one more of the unit makes one pair of neighbours; anywhere else one more makes two. */
  readonly cheap: number;
}

/**
 * What is left to seat, counted by sending unit, while places are filled one after another; tells who can come next so
 * that the number of neighbours from one unit stays as small as possible. An empty seat is of no unit (undefined).
 *
 * In a stretch of L free seats, ⌈L/2⌉ of a unit can sit apart. One more makes one pair when L is even (the last seat
 * was free) and two when it is odd. If the seat before the stretch is taken by the unit, it is ⌊L/2⌋, and the other
 * way round. Of all units at most one can be too many for the seats, so the largest excess decides.
 */
export class UnitBalance {
  private readonly left = new Map<string, number>();
  private readonly stretches: number[];
  private readonly later: Room[];
  private current = 0;
  private before: string | undefined;

  /** `stretches` are the lengths of the rows of neighbouring seats, in the order in which they are filled. */
  constructor(units: readonly string[], stretches: readonly number[]) {
    for (const unit of units) this.left.set(unit, (this.left.get(unit) ?? 0) + 1);
    this.stretches = [...stretches];
    this.later = [{ apart: 0, cheap: 0 }];
    for (const length of [...stretches].reverse()) {
      const next = this.later[0] as Room;
      this.later.unshift({ apart: next.apart + Math.ceil(length / 2), cheap: next.cheap + (length % 2 === 0 ? 1 : 0) });
    }
  }

  /** The fewest further pairs of neighbours from one unit with which everyone can be seated. */
  get fewestNeighbours(): number {
    return this.fewestAfter(undefined, this.stretches[this.current] ?? 0, this.before);
  }

  /** Whether somebody of `unit` in the next place leaves the number of such pairs as small as it can be. */
  canTake(unit: string | undefined): boolean {
    const pairs = unit !== undefined && unit === this.before ? 1 : 0;
    return pairs + this.fewestAfter(unit, (this.stretches[this.current] ?? 0) - 1, unit) === this.fewestNeighbours;
  }

  /** Seats somebody of `unit` in the next place. */
  take(unit: string | undefined): void {
    if (unit !== undefined) this.left.set(unit, (this.left.get(unit) ?? 0) - 1);
    const length = (this.stretches[this.current] ?? 0) - 1;
    this.stretches[this.current] = length;
    this.before = unit;
    if (length > 0) return;
    this.current += 1;
    this.before = undefined;
  }

  private fewestAfter(taken: string | undefined, length: number, before: string | undefined): number {
    const later = this.later[this.current + 1] ?? { apart: 0, cheap: 0 };
    let most = 0;
    for (const [unit, count] of this.left) {
      const isBefore = unit === before;
      const apart = later.apart + (isBefore ? Math.floor(length / 2) : Math.ceil(length / 2));
      const isCheap = length > 0 && (length % 2 === 1) === isBefore;
      const excess = count - (unit === taken ? 1 : 0) - apart;
      if (excess <= 0) continue;
      const cheap = Math.min(excess, later.cheap + (isCheap ? 1 : 0));
      most = Math.max(most, cheap + 2 * (excess - cheap));
    }
    return most;
  }
}
