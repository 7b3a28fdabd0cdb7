import { EntityManager } from '@mikro-orm/postgresql';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Put, Query } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Allow } from '../../src/platform/access/allow.js';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import { recordAudit } from '../../src/platform/audit/record-audit.js';
import { Clock } from '../../src/platform/clock/clock.js';
import type { Domain } from '../../src/platform/domain.js';
import {
  EmailField,
  IntegerField,
  IntegerParameter,
  ObjectField,
  ObjectListField,
  TextField,
  UuidListField,
} from '../../src/platform/http/fields.js';
import { findPage, PageQuery } from '../../src/platform/http/page.js';
import { IfMatch, requireVersion, WithETag } from '../../src/platform/http/version.js';
import { ApiProblems } from '../../src/platform/problems/api-problems.js';
import { defineProblem } from '../../src/platform/problems/problem.js';

export const TrialRefused = defineProblem(409, 'trial.refused', { zh: '不行', en: 'No' });

class Part {
  @TextField({ description: '名', max: 20 })
  readonly name: string;

  @IntegerField({ description: '数', optional: true, min: 0, max: 9 })
  readonly count?: number;
}

class TrialRequest {
  @TextField({ description: '词', max: 20 })
  readonly word: string;

  @TextField({ description: '密', max: 20, verbatim: true, optional: true })
  readonly secret?: string;

  @IntegerField({ description: '数', optional: true, min: 1, max: 5 })
  readonly stars?: number;

  @IntegerField({ description: '无界的数', optional: true })
  readonly any?: number;

  @EmailField({ description: '邮箱', optional: true })
  readonly email?: string;

  @ObjectField(() => Part, { description: '部', optional: true })
  readonly part?: Part;

  @ObjectListField(() => Part, { description: '部', optional: true, max: 3 })
  readonly parts?: Part[];

  @UuidListField({ description: '编号', optional: true, max: 3 })
  readonly ids?: string[];
}

class TrialQuery extends PageQuery {
  @IntegerParameter({ description: '数', optional: true, min: 1, max: 5 })
  stars?: number;
}

@Controller('trials')
class TrialsController {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('anyone')
  @ApiProblems()
  async start(@Body() request: TrialRequest): Promise<unknown> {
    await this.record(request.word, { ...request });
    return request;
  }

  @Post('dated')
  @HttpCode(201)
  @Allow('anyone')
  @WithETag()
  @ApiProblems()
  async dated(@Body() { word }: TrialRequest): Promise<unknown> {
    await this.record(word);
    return { id: randomUUID(), at: this.clock.now(), version: 3 };
  }

  @Post('silent')
  @HttpCode(204)
  @Allow('anyone')
  @ApiProblems()
  async silent(@Body() { word }: TrialRequest): Promise<void> {
    await this.record(word);
  }

  /** Keeps a count that survives the refusal, as failed sign-ins do. */
  @Post('counted')
  @HttpCode(201)
  @Allow('anyone')
  @ApiProblems(TrialRefused)
  async counted(@Body() { word }: TrialRequest): Promise<unknown> {
    return this.em.transactional(async (em) => {
      await em.execute('select 1');
      await this.em.transactional((own) => Promise.resolve(this.persist(own, `counted ${word}`)), {
        propagation: 'requires_new',
      });
      if (word === 'refused') throw new TrialRefused();
      return { word };
    });
  }

  @Post('mine')
  @HttpCode(201)
  @Allow('trainee')
  @ApiProblems()
  async mine(@Body() { word }: TrialRequest): Promise<{ word: string }> {
    await this.record(word);
    return { word };
  }

  /** Takes a lock, then asks for it from a second transaction: PostgreSQL sees no deadlock there. */
  @Post('tangled')
  @Allow('anyone')
  @ApiProblems()
  async tangled(@Body() { word }: TrialRequest): Promise<void> {
    const lock = (em: EntityManager) => em.execute('select pg_advisory_xact_lock(4711)');
    await this.record(word);
    await this.em.transactional(lock);
    await this.em.transactional(lock, { propagation: 'requires_new' });
  }

  @Post('bug')
  @Allow('anyone')
  @ApiProblems()
  async bug(@Body() { word }: TrialRequest): Promise<void> {
    await this.em.execute(`select ?::uuid`, [word]);
  }

  @Get('lines/:line')
  @Allow('anyone')
  @ApiProblems()
  async line(@Param('line') line: string): Promise<unknown> {
    return this.em.execute('select ?::text as line', [line]);
  }

  @Get('fast')
  @Allow('anyone')
  @ApiProblems()
  fast(): { ok: true } {
    return { ok: true };
  }

  @Get('slow')
  @Allow('anyone')
  @ApiProblems()
  async slow(): Promise<{ ok: true }> {
    await this.em.execute('select pg_sleep(1)');
    return { ok: true };
  }

  @Put('edited')
  @Allow('anyone')
  @ApiProblems()
  edited(@IfMatch() version: number): { version: number } {
    requireVersion(version, 3);
    return { version: 4 };
  }

  @Get()
  @Allow('anyone')
  @ApiProblems()
  async list(@Query() query: TrialQuery): Promise<unknown> {
    return findPage(this.em, AuditRecord, {}, { actorId: 'asc', occurredAt: 'desc', id: 'asc' }, query, (record) => ({
      id: record.id,
    }));
  }

  private record(word: string, facts: Record<string, unknown> = {}): Promise<void> {
    return this.em.transactional((em) => Promise.resolve(this.persist(em, word, facts)));
  }

  private persist(em: EntityManager, word: string, facts: Record<string, unknown> = {}): void {
    recordAudit(em, 'anyone', {
      action: 'start-trial',
      subjectType: 'trial',
      subjectId: word,
      at: this.clock.now(),
      facts,
    });
  }
}

@Module({ controllers: [TrialsController] })
class TrialsModule {}

/** Routes for the platform's tests of what stands around every route: fields, keys, pages, versions, bugs. */
export const trials: Domain = { name: 'trials', title: '试验', module: TrialsModule, entities: [], migrations: [] };
