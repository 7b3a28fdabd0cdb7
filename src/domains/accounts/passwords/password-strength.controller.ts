import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { PasswordRatingView, RatePasswordRequest } from './password.dto.js';
import { ratePassword } from './rate-password.js';

@Controller('password-strength')
@ApiTags('accounts')
export class PasswordStrengthController {
  @Post()
  @HttpCode(200)
  @Allow('anyone')
  @NotIdempotent('changes nothing')
  @ApiOperation({ operationId: 'ratePassword', summary: '评估密码强度' })
  @ApiOkResponse({ type: PasswordRatingView })
  @ApiProblems()
  rate(@Body() request: RatePasswordRequest): PasswordRatingView {
    return ratePassword(request);
  }
}
