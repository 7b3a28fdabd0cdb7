import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { PageQuery } from '../../../platform/http/page.js';
import type { Page } from '../../../platform/http/page.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, VersionRequired } from '../../../platform/problems/platform.problems.js';
import type { Specialty } from '../contracts/index.js';
import { ChangeFormRequirement } from './change-form-requirement.js';
import { FindFormRequirement } from './find-form-requirement.js';
import {
  ChangeFormRequirementRequest,
  FormRequirementVersionView,
  FormRequirementView,
} from './form-requirements.dto.js';
import { ApiSpecialtyParam, SpecialtyParam } from './specialty-param.js';

@Controller('management/form-requirements')
@ApiTags('recruitment')
export class FormRequirementsController {
  constructor(
    private readonly findFormRequirement: FindFormRequirement,
    private readonly changeFormRequirement: ChangeFormRequirement,
  ) {}

  @Get(':specialty')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'getFormRequirement', summary: '查看专业所需附件与报名条件' })
  @ApiOkResponse({ type: FormRequirementView })
  @ApiSpecialtyParam()
  @ApiProblems()
  @WithETag()
  get(@SpecialtyParam() specialty: Specialty) {
    return this.findFormRequirement.one(specialty);
  }

  @Put(':specialty')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'changeFormRequirement', summary: '修改专业所需附件与报名条件（已提交的报名不受影响）' })
  @ApiOkResponse({ type: FormRequirementView })
  @ApiSpecialtyParam()
  @ApiProblems(StaleVersion, VersionRequired)
  @NeedsIfMatch()
  @WithETag()
  change(
    @Caller() caller: CallerIdentity,
    @SpecialtyParam() specialty: Specialty,
    @IfMatch() version: number,
    @Body() request: ChangeFormRequirementRequest,
  ) {
    return this.changeFormRequirement.run(caller, specialty, version, request);
  }

  @Get(':specialty/versions')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'listFormRequirementVersions', summary: '专业所需附件与报名条件的历次版本' })
  @ApiOkResponse({ type: PageOf(FormRequirementVersionView) })
  @ApiSpecialtyParam()
  @ApiProblems()
  versions(
    @SpecialtyParam() specialty: Specialty,
    @Query() query: PageQuery,
  ): Promise<Page<FormRequirementVersionView>> {
    return this.findFormRequirement.versions(specialty, query);
  }
}
