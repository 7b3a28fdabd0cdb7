import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { ApiProblems } from '../problems/api-problems.js';
import { PartUnavailable } from '../problems/platform.problems.js';
import { Runtime } from '../runtime.js';
import { Metrics } from './metrics.js';

/** What an orchestrator and Prometheus ask; outside the API's prefix and documents. */
@Controller()
@ApiExcludeController()
export class HealthController {
  constructor(
    private readonly runtime: Runtime,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Allow('anyone')
  @ApiProblems()
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('health/ready')
  @Allow('anyone')
  @ApiProblems(PartUnavailable)
  async ready(): Promise<{ status: 'up' }> {
    if (!(await this.runtime.isReady())) throw new PartUnavailable({ retryAfterSeconds: 5 });
    return { status: 'up' };
  }

  @Get('metrics')
  @Allow('anyone')
  @ApiProblems()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    return this.metrics.text();
  }
}
