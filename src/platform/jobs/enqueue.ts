import type { EntityManager } from '@mikro-orm/postgresql';

export interface JobOptions {
  /** A waiting job with the same key is replaced, so that asking twice runs once. */
  readonly key?: string;
  /** Not before this moment of the database's clock; at once by default. */
  readonly runAt?: Date;
  readonly maxAttempts?: number;
}

/** Queues a job in the transaction of `em`: it starts within milliseconds of the commit, or never if that rolls back. */
export async function enqueue(
  em: EntityManager,
  name: string,
  payload: object = {},
  options: JobOptions = {},
): Promise<void> {
  await em.execute(
    `select graphile_worker.add_job(?, payload => ?::json, job_key => ?::text, run_at => ?::timestamptz, max_attempts => ?::int)`,
    [
      name,
      JSON.stringify(payload),
      options.key ?? null,
      options.runAt?.toISOString() ?? null,
      options.maxAttempts ?? null,
    ],
  );
}
