import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The figures of `/metrics` (Prometheus text format 0.0.4). No label holds an id or anything personal. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram;

  constructor(em: EntityManager) {
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from a request to its answer, by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [this.registry],
    });
    new Gauge({
      name: 'platform_jobs',
      help: 'Jobs that wait, and those that were given up (dead letters)',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        const [row] = await em.fork().execute<{ waiting: string; dead: string }[]>(
          `select count(*) filter (where attempts < max_attempts) as waiting,
                    count(*) filter (where attempts >= max_attempts and locked_at is null) as dead from graphile_worker.jobs`,
        );
        this.set({ state: 'waiting' }, Number(row?.waiting ?? 0));
        this.set({ state: 'dead' }, Number(row?.dead ?? 0));
      },
    });
  }

  /** Counts an answered request; `route` is the pattern, never the URL. */
  observe(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
