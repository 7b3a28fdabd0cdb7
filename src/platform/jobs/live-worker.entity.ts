import { defineEntity, p } from '@mikro-orm/core';

const LiveWorkerSchema = defineEntity({
  name: 'LiveWorker',
  schema: 'platform',
  tableName: 'live_worker',
  properties: {
    // what a job's lock names: graphile-worker's pool of workers in that process
    workerId: p.string().length(120).primary(),
    // the advisory lock that the worker's process holds for as long as it lives
    lockKey: p.integer(),
  },
});

/** A worker that may hold jobs: when nobody holds its lock any more its process died, and its jobs are set free. */
export class LiveWorker extends LiveWorkerSchema.class {}
LiveWorkerSchema.setClass(LiveWorker);
