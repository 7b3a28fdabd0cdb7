import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The figures of `/metrics` (Prometheus text format 0.0.4). No label holds an id or anything personal. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram;

  constructor(private readonly em: EntityManager) {
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from a request to its answer, by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [this.registry],
    });
    this.gauge(
      'platform_jobs',
      'Jobs that wait, and those that were given up (dead letters)',
      'state',
      async (tables) => {
        const [row] = await tables.execute<{ waiting: string; dead: string }[]>(
          `select count(*) filter (where attempts < max_attempts) as waiting,
                  count(*) filter (where attempts >= max_attempts and locked_at is null) as dead from graphile_worker.jobs`,
        );
        return { waiting: Number(row?.waiting ?? 0), dead: Number(row?.dead ?? 0) };
      },
    );
  }

  /** Adds a figure that is read from the tables whenever it is asked for: a value for each value of one label. */
  gauge(
    name: string,
    help: string,
    label: string,
    read: (tables: EntityManager) => Promise<Readonly<Record<string, number>>>,
  ): void {
    const { em } = this;
    new Gauge({
      ...{ name, help, labelNames: [label], registers: [this.registry] },
      async collect() {
        for (const [value, figure] of Object.entries(await read(em.fork()))) this.set({ [label]: value }, figure);
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
