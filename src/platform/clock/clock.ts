import { Injectable } from '@nestjs/common';

/** The only source of the present moment. Injected everywhere; tests fix it, local installations can move it. */
export abstract class Clock {
  /** Now, as every rule, token and document sees it. */
  abstract now(): Date;
}

/** The machine's own clock. */
@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that runs on at the machine's pace from wherever it was moved to; for local installations and tests. */
@Injectable()
export class MovableClock extends Clock {
  private offset = 0;
  private fixedAt: Date | undefined;

  now(): Date {
    return this.fixedAt ? new Date(this.fixedAt) : new Date(Date.now() + this.offset);
  }

  /** Milliseconds between this clock and the machine's. */
  get offsetMilliseconds(): number {
    return this.offset;
  }

  /** Stops the clock at `instant` until it is moved again. */
  fixAt(instant: Date): void {
    this.fixedAt = new Date(instant);
  }

  /** Sets the clock to `instant`; a fixed clock stays fixed there, a running one runs on from it. */
  moveTo(instant: Date): void {
    if (this.fixedAt) this.fixedAt = new Date(instant);
    else this.offset = instant.getTime() - Date.now();
  }

  /** Moves the clock forward by a number of seconds. */
  advance(seconds: number): void {
    this.moveTo(new Date(this.now().getTime() + seconds * 1000));
  }
}
