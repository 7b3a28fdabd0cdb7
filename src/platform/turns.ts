/** The line is as long as it may get: whoever comes now had better come later. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/**
 * Lets works run in a number of places, one place each unless a work says that it needs more; the others wait for their
 * turn, first come, first served. At most `longestLine` wait, without limit by default.
 */
export class Turns {
  private readonly line: { readonly places: number; readonly enter: () => void }[] = [];

  constructor(
    private free: number,
    private readonly longestLine = Number.POSITIVE_INFINITY,
  ) {}

  /** Whether who comes now would be refused. */
  get areTaken(): boolean {
    return this.line.length >= this.longestLine;
  }

  /** Runs `work` when its turn comes, and answers what it answers; fails with `LineTooLong` instead of waiting in vain. */
  async run<Result>(work: () => Promise<Result>, places = 1): Promise<Result> {
    if (this.line.length === 0 && this.free >= places) this.free -= places;
    else if (this.areTaken) throw new LineTooLong();
    else await new Promise<void>((enter) => this.line.push({ places, enter }));
    try {
      return await work();
    } finally {
      this.free += places;
      this.letIn();
    }
  }

  /** The places are taken in the name of who enters, so that nobody who comes now slips in before who waits. */
  private letIn(): void {
    for (let next = this.line[0]; next && next.places <= this.free; next = this.line[0]) {
      this.line.shift();
      this.free -= next.places;
      next.enter();
    }
  }
}
