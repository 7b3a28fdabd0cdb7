import { EntityManager } from '@mikro-orm/postgresql';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { NumberParam } from '../http/number-param.js';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { Caller, type CallerIdentity } from '../access/caller.js';
import { recordAudit } from '../audit/record-audit.js';
import { Clock } from '../clock/clock.js';
import { InstantField, IntegerField, ObjectListField, TextField } from '../http/fields.js';
import { ApiProblems } from '../problems/api-problems.js';
import { DeadLetterNotFound } from './events.problems.js';

class DeadLetterView {
  @TextField({ description: '编号', max: 20, example: '4711' })
  readonly id: string;

  @TextField({ description: '任务或消费者', max: 120, example: 'review.queue-of-cases' })
  readonly task: string;

  @IntegerField({ description: '已尝试次数', example: 25 })
  readonly attempts: number;

  @TextField({ description: '最后一次错误', max: 2000, example: 'connect ECONNREFUSED' })
  readonly lastError: string;

  @InstantField({ description: '入队时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;
}

class DeadLettersView {
  @ObjectListField(() => DeadLetterView, { description: '失败任务，最早的在前', max: 100 })
  readonly items: DeadLetterView[];
}

/** Events and jobs that failed for good: an operator sees why, and sends them again. */
@ApiTags('operations')
@Controller('management/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('system_admin')
  @ApiOperation({ operationId: 'listDeadLetters', summary: '失败任务列表' })
  @ApiOkResponse({ type: DeadLettersView })
  @ApiProblems()
  async list(): Promise<DeadLettersView> {
    const rows = await this.em.execute<
      { id: string; task_identifier: string; attempts: number; last_error: string | null; created_at: Date }[]
    >(
      `select id, task_identifier, attempts, last_error, created_at from graphile_worker.jobs
       where attempts >= max_attempts and locked_at is null order by id limit 100`,
    );
    return {
      items: rows.map(({ id, task_identifier, attempts, last_error, created_at }) => ({
        id: String(id),
        task: task_identifier,
        attempts,
        lastError: (last_error ?? '').slice(0, 2000),
        createdAt: new Date(created_at).toISOString(),
      })),
    };
  }

  @Post(':id/retry')
  @HttpCode(204)
  @Allow('system_admin')
  @ApiOperation({ operationId: 'retryDeadLetter', summary: '重新执行失败任务' })
  @ApiParam({ name: 'id', description: '失败任务编号', type: 'integer', example: 4711 })
  @ApiNoContentResponse()
  @ApiProblems(DeadLetterNotFound)
  async retry(@Caller() caller: CallerIdentity, @NumberParam('id') id: number): Promise<void> {
    await this.em.transactional(async (em) => {
      const [dead] = await em.execute<{ id: string }[]>(
        'select id from graphile_worker.jobs where id = ? and attempts >= max_attempts and locked_at is null',
        [id],
      );
      if (!dead) throw new DeadLetterNotFound();
      await em.execute('select graphile_worker.reschedule_jobs(array[?]::bigint[], run_at => now(), attempts => 0)', [
        id,
      ]);
      recordAudit(em, caller, {
        action: 'retry-dead-letter',
        subjectType: 'dead-letter',
        subjectId: String(id),
        at: this.clock.now(),
      });
    });
  }
}
