import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { WorkerEvents } from 'graphile-worker';
import { textArray } from '../database/text-array.js';
import { randomInt } from 'node:crypto';
import type pg from 'pg';

/** The first half of the advisory locks that say "this process is alive". */
const LOCK_SPACE = 7_203_311;
const LOOK_EVERY_MILLISECONDS = 5000;

/**
 * Sets free what workers held when their process was killed: graphile-worker itself would wait four hours. Each process
 * holds an advisory lock, which PostgreSQL drops with the connection, and lists its workers beside the lock's key; the
 * others look every few seconds.
 */
@Injectable()
export class DeadWorkers {
  private readonly lockKey = randomInt(1, 2 ** 31 - 1);
  private readonly living = new Set<string>();
  private readonly ended = new Set<string>();
  private holder: pg.PoolClient | undefined;
  private pool: pg.Pool | undefined;
  private looking: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly em: EntityManager) {}

  /** Lists every pool of workers that `events` tells of as one of this process, and looks for dead ones until `stop`. */
  watch(pool: pg.Pool, events: WorkerEvents): void {
    this.pool = pool;
    // a job is locked in the name of the pool of workers, not of the worker that runs it
    events.on('pool:create', ({ workerPool }) => {
      this.living.add(workerPool.id);
      void this.list().catch(() => undefined); // the database is away: listed at the next look
    });
    this.looking = setInterval(() => void this.release().catch(() => undefined), LOOK_EVERY_MILLISECONDS);
  }

  /** The workers of this process have ended, whatever jobs they may still hold: the next `release` frees those. */
  giveUp(): void {
    for (const id of this.living) this.ended.add(id);
    this.living.clear();
  }

  /** Takes this process's lock (again, when the connection was lost) and frees the jobs of every process without one. */
  release(): Promise<void> {
    const turn = this.turn.then(() => this.look());
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  async stop(): Promise<void> {
    clearInterval(this.looking);
    await this.turn;
    await this.pool
      ?.query('delete from platform.live_worker where lock_key = $1', [this.lockKey])
      .catch(() => undefined);
    const { holder } = this;
    this.holder = undefined;
    holder?.release(true);
  }

  private async look(): Promise<void> {
    await this.holdLock();
    await this.list();
    const ended = [...this.ended];
    await this.em.fork().transactional(async (em) => {
      const dead = await em.execute<{ worker_id: string }[]>(
        `select worker_id from platform.live_worker where worker_id = any(?::text[])
         or (lock_key <> ? and pg_try_advisory_xact_lock(?, lock_key)) for update skip locked`,
        [textArray(ended), this.lockKey, LOCK_SPACE],
      );
      if (dead.length === 0) return;
      const ids = textArray(dead.map(({ worker_id }) => worker_id));
      await em.execute('select graphile_worker.force_unlock_workers(?::text[])', [ids]);
      await em.execute('delete from platform.live_worker where worker_id = any(?::text[])', [ids]);
    });
    ended.forEach((id) => this.ended.delete(id));
  }

  /** Every time anew: another process that saw this one without its lock for a moment took its workers off the list. */
  private async list(): Promise<void> {
    await this.pool?.query(
      'insert into platform.live_worker (worker_id, lock_key) select unnest($1::text[]), $2 on conflict do nothing',
      [[...this.living, ...this.ended], this.lockKey],
    );
  }

  private async holdLock(): Promise<void> {
    if (this.holder) return;
    if (!this.pool) throw new Error('watch() comes before release()');
    const holder = await this.pool.connect();
    this.holder = holder;
    holder.once('end', () => {
      if (this.holder !== holder) return;
      this.holder = undefined;
      holder.release(true);
    });
    await holder.query('select pg_advisory_lock($1, $2)', [LOCK_SPACE, this.lockKey]);
  }
}
