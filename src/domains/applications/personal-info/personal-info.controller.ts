import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, VersionRequired } from '../../../platform/problems/platform.problems.js';
import { AccountNotReady } from '../applicants/applicant.problems.js';
import { PlanNotFound } from '../plans/plan.problems.js';
import { CheckCompleteness } from './check-completeness.js';
import { FindPersonalInfo } from './find-personal-info.js';
import { CompletenessQuery, CompletenessView, PersonalInfoView, SavePersonalInfoRequest } from './personal-info.dto.js';
import { SavePersonalInfo } from './save-personal-info.js';

@ApiTags('applications')
@Controller('personal-info')
export class PersonalInfoController {
  constructor(
    private readonly findPersonalInfo: FindPersonalInfo,
    private readonly savePersonalInfo: SavePersonalInfo,
    private readonly checkCompleteness: CheckCompleteness,
  ) {}

  @Get()
  @Allow('trainee')
  @WithETag()
  @ApiOperation({ operationId: 'getPersonalInfo', summary: '个人信息表（从未保存过时为空表，版本 0）' })
  @ApiOkResponse({ type: PersonalInfoView })
  @ApiProblems(AccountNotReady)
  find(@Caller() trainee: CallerIdentity): Promise<PersonalInfoView> {
    return this.findPersonalInfo.run(trainee);
  }

  @Put()
  @Allow('trainee')
  @WithETag()
  @NeedsIfMatch()
  @ApiOperation({
    operationId: 'savePersonalInfo',
    summary: '暂存草稿：只替换给出的部分，可以不完整',
    description:
      '版本冲突（412）时，答复中的 `current` 是已保存的整张表，`sent` 是此次提交的部分，供前端合并后再保存。',
  })
  @ApiOkResponse({ type: PersonalInfoView })
  @ApiProblems(AccountNotReady, StaleVersion, VersionRequired)
  save(
    @Caller() trainee: CallerIdentity,
    @IfMatch() version: number,
    @Body() request: SavePersonalInfoRequest,
  ): Promise<PersonalInfoView> {
    return this.savePersonalInfo.run(trainee, version, request);
  }

  @Get('completeness')
  @Allow('trainee')
  @ApiOperation({ operationId: 'checkCompleteness', summary: '检查个人信息表是否填写完整，以及缺少什么' })
  @ApiOkResponse({ type: CompletenessView })
  @ApiProblems(PlanNotFound, AccountNotReady)
  check(@Caller() trainee: CallerIdentity, @Query() query: CompletenessQuery): Promise<CompletenessView> {
    return this.checkCompleteness.run(trainee, query.planId);
  }
}
