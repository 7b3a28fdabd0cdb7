import { EntityManager } from '@mikro-orm/postgresql';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { InstantField, IntegerField, ObjectListField, TextField, UuidListField } from '../http/fields.js';
import { ApiProblems } from '../problems/api-problems.js';
import { currentScope } from '../scope/request-scope.js';
import { CheckInvariants } from './check-invariants.js';
import { InvariantOutcome } from './invariant-outcome.entity.js';

class InvariantOutcomeView {
  @TextField({ description: '代码，永不改变', max: 100, example: 'applications.one-live-application' })
  readonly code: string;

  @TextField({ description: '应始终成立的事实', max: 300, example: '一名学员在一个批次中最多有一份有效的报名' })
  readonly title: string;

  @TextField({ description: '对象的种类', max: 60, example: 'application' })
  readonly subjectType: string;

  @InstantField({
    description: '最近一次检查的时间，尚未检查为 null',
    example: '2026-11-23T02:37:00.000Z',
    nullable: true,
  })
  readonly checkedAt: string | null;

  @IntegerField({ description: '违反的对象数，尚未检查为 null', example: 0, min: 0, nullable: true })
  readonly violations: number | null;

  @UuidListField({ description: '违反的对象，最多 20 个', example: [], max: 20 })
  readonly subjectIds: string[];
}

class InvariantOutcomesView {
  @ObjectListField(() => InvariantOutcomeView, { description: '每条不变量最近一次检查的结果', max: 200 })
  readonly items: InvariantOutcomeView[];
}

/** States that should be impossible: whether the last hourly look found any, by ids only. */
@ApiTags('operations')
@Controller('management/invariants')
export class InvariantsController {
  constructor(
    private readonly em: EntityManager,
    private readonly checkInvariants: CheckInvariants,
  ) {}

  @Get()
  @Allow('system_admin')
  @ApiOperation({ operationId: 'listInvariants', summary: '数据不变量的检查结果（每小时检查一次）' })
  @ApiOkResponse({ type: InvariantOutcomesView })
  @ApiProblems()
  async list(): Promise<InvariantOutcomesView> {
    const kept = new Map((await this.em.find(InvariantOutcome, {})).map((outcome) => [outcome.code, outcome]));
    const language = currentScope()?.language ?? 'zh';
    return {
      items: this.checkInvariants.invariants.map(({ code, title, subjectType }) => {
        const outcome = kept.get(code);
        return {
          ...{ code, title: title[language], subjectType },
          checkedAt: outcome?.checkedAt.toISOString() ?? null,
          violations: outcome?.violations ?? null,
          subjectIds: outcome?.subjectIds ?? [],
        };
      }),
    };
  }
}
