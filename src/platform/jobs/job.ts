import type { EntityManager } from '@mikro-orm/postgresql';

export interface JobDeclaration {
  /** Wire name, `domain.what-it-does`: queued jobs carry it, so it never changes. */
  readonly name: string;
  /** Crontab (minute hour day month weekday, UTC) when the clock starts it; run once however many replicas there are. */
  readonly cron?: string;
}

const JOB = 'platform:job';

/**
 * Declares a provider's method as a job. It gets an entity manager outside any transaction and opens its own. A job may
 * run twice (a crash after its work, before its end was noted), so it must not mind; what it throws is retried.
 */
export const Job =
  (declaration: JobDeclaration) =>
  <Method extends (em: EntityManager, payload: never) => Promise<void>>(
    _target: object,
    _key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    Reflect.defineMetadata(JOB, declaration, descriptor.value as object);
  };

/** What `Job` declared on a method, undefined when nothing. */
export const jobOf = (method: object): JobDeclaration | undefined =>
  Reflect.getMetadata(JOB, method) as JobDeclaration | undefined;
