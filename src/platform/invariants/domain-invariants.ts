import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type Type } from '@nestjs/common';
import { Job } from '../jobs/job.js';
import { CheckInvariants } from './check-invariants.js';
import type { Invariant } from './invariant.js';

/**
 * The provider by which a domain has its invariants looked at every hour. A job of its own for each domain: where domains
 * run in processes of their own, each process takes the jobs that it knows.
 */
export function invariantsOf(domain: string, invariants: readonly Invariant[]): Type<unknown> {
  @Injectable()
  class DomainInvariants {
    constructor(private readonly checkInvariants: CheckInvariants) {
      checkInvariants.register(invariants);
    }

    @Job({ name: `${domain}.check-invariants`, cron: '37 * * * *' })
    async check(em: EntityManager): Promise<void> {
      await this.checkInvariants.run(em, invariants);
    }
  }
  return DomainInvariants;
}
