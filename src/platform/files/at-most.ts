/** Runs at most a number of pieces of work at a time; the others wait in line. */
export class AtMost {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      // the place is handed on, not given up, so that nobody who comes now slips in before who waits
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
