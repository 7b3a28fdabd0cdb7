import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, VersionRequired } from '../../../platform/problems/platform.problems.js';
import type { Specialty } from '../contracts/index.js';
import { ChangeFormRequirement } from './change-form-requirement.js';
import { FindFormRequirement } from './find-form-requirement.js';
import { ChangeFormRequirementRequest, FormRequirementView } from './form-requirements.dto.js';
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
  @ApiOperation({ operationId: 'getFormRequirement', summary: '查看专业所需附件' })
  @ApiOkResponse({ type: FormRequirementView })
  @ApiSpecialtyParam()
  @ApiProblems()
  @WithETag()
  get(@SpecialtyParam() specialty: Specialty) {
    return this.findFormRequirement.one(specialty);
  }

  @Put(':specialty')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'changeFormRequirement', summary: '修改专业所需附件' })
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
}
