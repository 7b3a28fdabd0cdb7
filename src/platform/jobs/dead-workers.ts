import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { WorkerEvents } from 'graphile-worker';
import { textArray } from '../database/text-array.js';
import { randomInt } from 'node:crypto';
import type pg from 'pg';

/** The first half of the advisory locks that say "this process is alive". */
const LOCK_SPACE = 7_203_311;

/**
 * Sets free what workers held when their process was killed: graphile-worker itself would wait four hours. Each process
 * holds an advisory lock, which PostgreSQL drops with the connection, and lists its workers beside the lock's key.
 */
@Injectable()
export class DeadWorkers {
  private readonly lockKey = randomInt(1, 2 ** 31 - 1);
  private holder: pg.PoolClient | undefined;
  private pool: pg.Pool | undefined;

  constructor(private readonly em: EntityManager) {}

  /** Lists every worker that `events` tells of as one of this process. */
  watch(pool: pg.Pool, events: WorkerEvents): void {
    this.pool = pool;
    events.on('worker:create', ({ worker }) => {
      void pool
        .query('insert into platform.live_worker (worker_id, lock_key) values ($1, $2) on conflict do nothing', [
          worker.workerId,
          this.lockKey,
        ])
        .catch(() => undefined); // the database is away: this worker holds no job either
    });
  }

  /** Takes this process's lock (again, when the connection was lost) and frees the jobs of every process without one. */
  async release(): Promise<void> {
    await this.holdLock();
    await this.em.fork().transactional(async (em) => {
      const dead = await em.execute<{ worker_id: string }[]>(
        `select worker_id from platform.live_worker where pg_try_advisory_xact_lock(?, lock_key) and lock_key <> ? for update skip locked`,
        [LOCK_SPACE, this.lockKey],
      );
      if (dead.length === 0) return;
      const ids = textArray(dead.map(({ worker_id }) => worker_id));
      await em.execute('select graphile_worker.force_unlock_workers(?::text[])', [ids]);
      await em.execute('delete from platform.live_worker where worker_id = any(?::text[])', [ids]);
    });
  }

  async stop(): Promise<void> {
    await this.pool
      ?.query('delete from platform.live_worker where lock_key = $1', [this.lockKey])
      .catch(() => undefined);
    this.holder?.release(true);
  }

  private async holdLock(): Promise<void> {
    if (!this.pool) throw new Error('watch() comes before release()');
    this.holder?.release(true);
    this.holder = await this.pool.connect();
    await this.holder.query('select pg_advisory_lock($1, $2)', [LOCK_SPACE, this.lockKey]);
  }
}
