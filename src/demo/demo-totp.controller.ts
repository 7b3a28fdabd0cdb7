import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../platform/access/allow.js';
import { roleNames } from '../platform/access/roles.js';
import { Clock } from '../platform/clock/clock.js';
import { ApiProblems } from '../platform/problems/api-problems.js';
import { DemoTotp } from './demo-totp.js';
import { totpPage } from './demo-totp-page.js';

/** What a developer at Swagger or at a front end signs in with as one of the demo staff; production never has it. */
@Controller('dev/totp')
@ApiExcludeController()
export class DemoTotpController {
  constructor(
    private readonly clock: Clock,
    private readonly demoTotp: DemoTotp,
  ) {}

  @Get()
  @Allow('anyone')
  @ApiProblems()
  @Header('cache-control', 'no-store')
  async codes(@Res({ passthrough: true }) reply: FastifyReply) {
    const now = this.clock.now();
    const codes = await this.demoTotp.codes();
    if (reply.request.headers.accept?.includes('text/html')) {
      void reply.type('text/html; charset=utf-8');
      return totpPage(codes, now);
    }
    return {
      now,
      items: codes.map(({ staff: { role, name, phone }, code, usableFrom, usableUntil }) => ({
        ...{ role, roleName: roleNames[role].zh, name, phone },
        ...{ code, usableFrom, usableUntil },
      })),
    };
  }
}
