import { EntityManager } from '@mikro-orm/postgresql';
import { Body, Controller, Get, Header, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../access/allow.js';
import { InstantField, EnumField, IntegerField, IntegerParameter, TextField } from '../http/fields.js';
import { NotIdempotent } from '../idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../problems/api-problems.js';
import { LocalClock } from './local-clock.js';
import { outboxPage } from './outbox-page.js';
import { OutboxEntry, type OutboxKind, outboxKinds } from './outbox-entry.entity.js';

class OutboxQuery {
  @TextField({ description: '收件人', optional: true, max: 254 })
  to?: string;

  @EnumField({ description: '种类', values: outboxKinds, enumName: 'OutboxKind', optional: true })
  kind?: OutboxKind;

  @IntegerParameter({ description: '条数', optional: true, min: 1, max: 200 })
  limit: number = 50;
}

class ClockMove {
  @InstantField({ description: '把时钟拨到此刻', optional: true })
  now?: string;

  @IntegerField({ description: '向前拨动的秒数', optional: true, min: 1, max: 10 * 366 * 24 * 3600 })
  advanceSeconds?: number;
}

/** What a developer needs and production never has: the caught messages and the movable clock. */
@Controller('dev')
@ApiExcludeController()
export class LocalController {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: LocalClock,
  ) {}

  @Get('outbox')
  @Allow('anyone')
  @ApiProblems()
  @Header('cache-control', 'no-store')
  async outbox(@Query() { to, kind, limit }: OutboxQuery, @Res({ passthrough: true }) reply: FastifyReply) {
    const where = { ...(to !== undefined && { to }), ...(kind !== undefined && { kind }) };
    const entries = await this.em.find(OutboxEntry, where, { orderBy: { sequence: 'desc' }, limit });
    if (reply.request.headers.accept?.includes('text/html')) {
      void reply.type('text/html; charset=utf-8');
      return outboxPage(entries);
    }
    return {
      items: entries.map(({ id, kind, to, text, code, captchaId, createdAt }) => ({
        id,
        kind,
        to,
        text,
        ...(code !== null && { code }),
        ...(captchaId !== null && { captchaId }),
        createdAt,
      })),
    };
  }

  @Post('clock')
  @HttpCode(200)
  @Allow('anyone')
  @NotIdempotent('moving a clock on twice is what two requests ask for')
  @ApiProblems()
  async moveClock(@Body() { now, advanceSeconds }: ClockMove): Promise<{ now: string }> {
    if (now !== undefined) await this.clock.moveTo(new Date(now));
    if (advanceSeconds !== undefined) await this.clock.advance(advanceSeconds);
    return { now: this.clock.now().toISOString() };
  }
}
