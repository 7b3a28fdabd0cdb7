import { RequestContext } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { DecoratedMethods } from '../discovery/decorated-methods.js';
import { Consumers } from '../events/consumers.js';
import { withoutValues } from '../observability/without-values.js';
import { withScope } from '../scope/request-scope.js';
import { Settings } from '../settings/settings.js';
import { DeadWorkers } from './dead-workers.js';
import { graphileLogger } from './graphile-logger.js';
import { enqueue } from './enqueue.js';
import { type JobDeclaration, jobOf } from './job.js';

type Handle = (em: EntityManager, payload: object) => Promise<void>;
type DeclaredJob = JobDeclaration & { readonly handle: Handle };

const MOST_AT_ONCE = 8;
const RESTART_AFTER_MILLISECONDS = 1000;

// how each job ended is written in batches, at once: written singly, a failure of that write is nobody's to catch and
// ends the process (graphile-worker does not await it); a batch that fails stops the runner, which is started again
const writesInBatches = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** Runs this process's consumers and jobs on graphile-worker; survives the database going away and coming back. */
@Injectable()
export class JobWorker {
  private readonly logger = new Logger(JobWorker.name);
  private readonly events: WorkerEvents = new EventEmitter();
  private pool: pg.Pool | undefined;
  private runner: Runner | undefined;
  private stopping = false;

  /** Consumers and jobs share the requests' pool: two fifths of it at the most, lest a slow one stop every answer. */
  private readonly atOnce: number;

  constructor(
    settings: Settings,
    private readonly em: EntityManager,
    private readonly consumers: Consumers,
    private readonly deadWorkers: DeadWorkers,
    private readonly methods: DecoratedMethods,
  ) {
    this.atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(settings.databasePoolSize * 0.4)));
  }

  /** Starts taking jobs; `databaseUrl` gets a small pool of its own, so that requests cannot starve the queue. */
  async start(databaseUrl: string): Promise<void> {
    this.pool = new pg.Pool({
      connectionString: databaseUrl,
      max: this.atOnce + 3,
      application_name: 'platform-worker',
      keepAlive: true,
    });
    // an idle connection that breaks is replaced at its next use; without a listener it would end the process
    this.pool.on('error', (error) => this.logger.warn(`idle database connection lost: ${error.message}`));
    this.pool.on('connect', (client) =>
      client.on('error', (error) => this.logger.warn(`database connection lost: ${error.message}`)),
    );
    this.deadWorkers.watch(this.pool, this.events);
    await this.deadWorkers.release();
    await this.launch();
  }

  /** Lets running jobs end, then stops. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.runner?.stop();
    await this.deadWorkers.stop();
    await this.pool?.end();
  }

  /** Queues every timed job now, once; used when the local clock was moved. */
  async enqueueTimed(): Promise<void> {
    const em = this.em.fork();
    for (const { name } of this.jobs().filter(({ cron }) => cron !== undefined)) {
      await enqueue(em, name, {}, { key: `moved-clock:${name}` });
    }
  }

  private async launch(): Promise<void> {
    const jobs = this.jobs();
    this.runner = await run({
      pgPool: this.pool,
      concurrency: this.atOnce,
      noHandleSignals: true,
      pollInterval: 2000,
      logger: graphileLogger(this.logger),
      events: this.events,
      preset: writesInBatches,
      taskList: { ...this.consumerTasks(), ...this.jobTasks(jobs) },
      parsedCronItems: parseCronItems(
        jobs.flatMap(({ name, cron }) =>
          // missed while everything was down: run once when back
          cron === undefined
            ? []
            : [{ task: name, match: cron, options: { backfillPeriod: 24 * 3600 * 1000, jobKey: name } }],
        ),
      ),
    });
    this.runner.promise.then(
      () => this.relaunch('ended'),
      (error: Error) => this.relaunch(error.message),
    );
  }

  private relaunch(reason: string): void {
    if (this.stopping) return;
    this.logger.warn(`job worker stopped (${reason}), starting it again`);
    this.deadWorkers.giveUp();
    setTimeout(() => {
      if (this.stopping) return;
      this.deadWorkers
        .release()
        .then(() => this.launch())
        .catch((error: Error) => this.relaunch(error.message));
    }, RESTART_AFTER_MILLISECONDS);
  }

  private consumerTasks(): TaskList {
    return Object.fromEntries(
      this.consumers
        .names()
        .map((consumer) => [
          consumer,
          (payload: unknown) => told(this.consumers.apply(consumer, (payload as { messageId: string }).messageId)),
        ]),
    );
  }

  private jobTasks(jobs: DeclaredJob[]): TaskList {
    return Object.fromEntries(
      jobs.map(({ name, handle }) => [
        name,
        async (payload: unknown, { job }) => {
          const em = this.em.fork();
          await told(
            withScope({ traceId: `job-${job.id}`, language: 'zh' }, () =>
              RequestContext.create(em, () => handle(em, payload as object)),
            ),
          );
        },
      ]),
    );
  }

  private jobs(): DeclaredJob[] {
    return this.methods.find<JobDeclaration, Handle>(jobOf);
  }
}

/** What a job fails with is kept in its row, logged, and shown to operators. */
const told = (work: Promise<void>): Promise<void> =>
  work.catch((error: unknown) => {
    throw withoutValues(error);
  });
