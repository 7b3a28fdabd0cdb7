import { EntityManager } from '@mikro-orm/postgresql';
import { Body, Controller, HttpCode, Injectable, Module, Post } from '@nestjs/common';
import { IsString } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { Allow } from '../../src/platform/access/allow.js';
import { recordAudit } from '../../src/platform/audit/record-audit.js';
import { Clock } from '../../src/platform/clock/clock.js';
import type { Domain } from '../../src/platform/domain.js';
import { Consumes } from '../../src/platform/events/consumes.js';
import { DomainEvent, Published } from '../../src/platform/events/domain-event.js';
import { recordEvent } from '../../src/platform/events/record-event.js';
import { TextField } from '../../src/platform/http/fields.js';
import { Job } from '../../src/platform/jobs/job.js';
import { ApiProblems } from '../../src/platform/problems/api-problems.js';
import { defineProblem } from '../../src/platform/problems/problem.js';

export const NoMoreProbes = defineProblem(409, 'probe.no-more', { zh: '不能再试', en: 'No more probes' });

@Published('probe.probe-sent', 1)
export class ProbeSent extends DomainEvent {
  @IsString()
  readonly word: string;
}

class ProbeRequest {
  @TextField({ description: '词', max: 20 })
  readonly word: string;
}

/** What the probe's consumer and job did, by word; `fail` makes the consumer throw for that word. */
export const probeLog = { consumed: [] as string[], fail: new Set<string>(), swept: 0 };

@Injectable()
class ProbeConsumer {
  @Consumes(ProbeSent, 'probe.log-of-words')
  async log(em: EntityManager, { word }: ProbeSent): Promise<void> {
    await em.execute('select 1');
    if (probeLog.fail.has(word)) throw new Error('the consumer is down');
    probeLog.consumed.push(word);
  }

  @Job({ name: 'probe.sweep', cron: '0 3 * * *' })
  sweep(): Promise<void> {
    probeLog.swept += 1;
    return Promise.resolve();
  }
}

@Controller('probes')
class ProbeController {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('anyone')
  @ApiProblems(NoMoreProbes)
  async send(@Body() { word }: ProbeRequest): Promise<{ id: string }> {
    return this.em.transactional((em) => {
      const id = randomUUID();
      const now = this.clock.now();
      recordEvent(em, ProbeSent, { aggregateId: id, aggregateVersion: 1, occurredAt: now.toISOString(), word });
      recordAudit(em, 'anyone', {
        action: 'send-probe',
        subjectType: 'probe',
        subjectId: id,
        at: now,
        facts: { word },
      });
      if (word === 'refused') throw new NoMoreProbes();
      return Promise.resolve({ id });
    });
  }
}

@Module({ controllers: [ProbeController], providers: [ProbeConsumer] })
class ProbeModule {}

/** A domain of the tests' own, so that the platform is tested without any real one. */
export const probe: Domain = { name: 'probe', title: '试验', module: ProbeModule, entities: [], migrations: [] };
