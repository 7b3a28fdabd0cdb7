import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { documentMediaTypes } from '../../../platform/documents/documents.js';
import { contentDisposition } from '../../../platform/objects/content-disposition.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { ApplicationNotFound } from '../applications/application.problems.js';
import { FORM_TITLE } from './application-form.js';
import { ApplicationFormQuery, ApplicationFormVerificationView } from './form.dto.js';
import { FormNotReady } from './form.problems.js';
import { PrintApplicationForm } from './print-application-form.js';
import { VerifyApplicationForm } from './verify-application-form.js';

// of the HTML page: styles and pictures of its own, nothing else
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-modals";

@ApiTags('applications')
@Controller()
export class FormsController {
  constructor(
    private readonly printApplicationForm: PrintApplicationForm,
    private readonly verifyApplicationForm: VerifyApplicationForm,
  ) {}

  @Get('applications/:id/form')
  @Allow('trainee')
  @Header('content-security-policy', PAGE_POLICY)
  @ApiOperation({ operationId: 'getApplicationForm', summary: '打印申请表（一审通过后）：PDF、DOCX 或可打印的网页' })
  @ApiProduces(...Object.values(documentMediaTypes).map((type) => type.replace(/;.*/, '')))
  @ApiOkResponse({ description: FORM_TITLE, schema: { type: 'string', format: 'binary' } })
  @ApiProblems(ApplicationNotFound, FormNotReady)
  async print(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Query() { format }: ApplicationFormQuery,
  ): Promise<StreamableFile> {
    const { number, content } = await this.printApplicationForm.run(trainee, id, format);
    return new StreamableFile(content, {
      type: documentMediaTypes[format],
      disposition: contentDisposition('attachment', `申请表 ${number}.${format}`),
    });
  }

  @Get('verifications/application-forms/:number')
  @Allow('anyone')
  @ApiOperation({ operationId: 'verifyApplicationForm', summary: '核验申请表真伪' })
  @ApiParam({ name: 'number', description: '申请表编号', example: 'SQ2026-7K3M9QX2AB' })
  @ApiOkResponse({ type: ApplicationFormVerificationView })
  @ApiProblems()
  verify(@Param('number') number: string): Promise<ApplicationFormVerificationView> {
    return this.verifyApplicationForm.run(number);
  }
}
