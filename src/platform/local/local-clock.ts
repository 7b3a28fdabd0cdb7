import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, MovableClock } from '../clock/clock.js';
import { JobWorker } from '../jobs/worker.js';

/** The movable clock of a local installation: where it was moved to is kept, since time must not run backwards at a restart. */
@Injectable()
export class LocalClock {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly worker: JobWorker,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  async moveTo(instant: Date): Promise<void> {
    this.movable().moveTo(instant);
    await this.keep();
  }

  async advance(seconds: number): Promise<void> {
    this.movable().advance(seconds);
    await this.keep();
  }

  /** Sets the clock to where it was moved before the process ended. */
  async restore(): Promise<void> {
    const [kept] = await this.em
      .fork()
      .execute<{ offset_seconds: number }[]>('select offset_seconds from platform.local_clock');
    if (kept) this.movable().advance(kept.offset_seconds);
  }

  private async keep(): Promise<void> {
    const seconds = Math.round(this.movable().offsetMilliseconds / 1000);
    await this.em
      .fork()
      .execute(
        `insert into platform.local_clock (id, offset_seconds) values (1, ?) on conflict (id) do update set offset_seconds = excluded.offset_seconds`,
        [seconds],
      );
    await this.worker.enqueueTimed();
  }

  private movable(): MovableClock {
    if (!(this.clock instanceof MovableClock)) throw new Error('The clock of this process is not movable');
    return this.clock;
  }
}
