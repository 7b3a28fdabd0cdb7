import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, VersionRequired } from '../../../platform/problems/platform.problems.js';
import { ChangeReviewRules } from './change-review-rules.js';
import { FindReviewRules } from './find-review-rules.js';
import { ChangeReviewRulesRequest, ReviewRulesView } from './review-rules.dto.js';

@ApiTags('review')
@Controller('management/reviews/rules')
export class ReviewRulesController {
  constructor(
    private readonly findReviewRules: FindReviewRules,
    private readonly changeReviewRules: ChangeReviewRules,
  ) {}

  @Get()
  @Allow('base_admin', 'province_admin')
  @WithETag()
  @ApiOperation({ operationId: 'getReviewRules', summary: '审核规则：时限、回避要求、常用原因' })
  @ApiOkResponse({ type: ReviewRulesView })
  @ApiProblems()
  get(): Promise<ReviewRulesView> {
    return this.findReviewRules.run();
  }

  @Put()
  @Allow('province_admin')
  @NeedsIfMatch()
  @WithETag()
  @ApiOperation({ operationId: 'changeReviewRules', summary: '修改审核规则' })
  @ApiOkResponse({ type: ReviewRulesView })
  @ApiProblems(StaleVersion, VersionRequired)
  change(
    @Caller() caller: CallerIdentity,
    @IfMatch() version: number,
    @Body() request: ChangeReviewRulesRequest,
  ): Promise<ReviewRulesView> {
    return this.changeReviewRules.run(caller, version, request);
  }
}
