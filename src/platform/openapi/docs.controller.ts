import { Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ACCESS_TOKEN_SECONDS } from '../access/access-token.js';
import { Allow } from '../access/allow.js';
import { staffRoles } from '../access/roles.js';
import { NotIdempotent } from '../idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../problems/api-problems.js';
import { RouteNotFound } from '../problems/platform.problems.js';
import { Settings } from '../settings/settings.js';
import { PublishedDocuments } from './published-documents.js';
import { signInPage, signInScript } from './sign-in-page.js';
import { documentScript } from './document-page.js';
import { DocumentPages } from './document-pages.js';
import { guideScript } from './guide/guide-script.js';
import type { CataloguedProblem } from './guide/problem-catalogue.js';

export const DOCS_COOKIE = 'management_docs';

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** The guide and Swagger UI over the three API documents; that of the management side only for staff who are signed in. */
@Controller('docs')
@ApiExcludeController()
export class DocsController {
  constructor(
    private readonly documents: PublishedDocuments,
    private readonly pages: DocumentPages,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Allow('anyone')
  @ApiProblems()
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  trainee(@Req() request: FastifyRequest): string {
    return this.pages.trainee(request);
  }

  @Get('integration')
  @Allow('anyone')
  @ApiProblems()
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  integration(): string {
    return this.pages.integration();
  }

  @Get('management')
  @Allow(...staffRoles)
  @ApiProblems()
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  @Header('cache-control', 'no-store')
  management(): string {
    return this.pages.management();
  }

  @Get('management/document.json')
  @Allow(...staffRoles)
  @ApiProblems()
  @Header('cache-control', 'no-store')
  managementDocument(): OpenAPIObject {
    return this.documents.of('management');
  }

  @Get('management/sign-in')
  @Allow('anyone')
  @ApiProblems()
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  signIn(): string {
    return signInPage();
  }

  /** Turns the bearer token of a staff member into a cookie that only these pages get. */
  @Post('management/session')
  @HttpCode(204)
  @Allow(...staffRoles)
  @NotIdempotent('sets a cookie and changes nothing')
  @ApiProblems()
  openSession(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    const token = request.headers.authorization?.replace(/^Bearer /i, '') ?? '';
    // behind a proxy that is not trusted the request itself looks like plain HTTP
    const isSecure = request.protocol === 'https' || this.settings.publicUrl?.startsWith('https:');
    const secure = isSecure ? '; Secure' : '';
    void reply.header(
      'set-cookie',
      `${DOCS_COOKIE}=${token}; Path=/docs/management; HttpOnly; SameSite=Strict; Max-Age=${ACCESS_TOKEN_SECONDS}${secure}`,
    );
  }

  /** The table of problem codes for programs. */
  @Get('problems.json')
  @Allow('anyone')
  @ApiProblems()
  problems(): { problems: CataloguedProblem[]; fieldCodes: { code: string; advice: string }[] } {
    return this.pages.problems();
  }

  @Get('documents/:name')
  @Allow('anyone')
  @ApiProblems(RouteNotFound)
  document(@Param('name') name: string): OpenAPIObject {
    if (name !== 'trainee.json' && name !== 'integration.json') throw new RouteNotFound();
    return this.documents.of(name === 'trainee.json' ? 'trainee' : 'integration');
  }

  @Get('scripts/document.js')
  @Allow('anyone')
  @ApiProblems()
  @Header('content-type', SCRIPT)
  documentScript(): string {
    return documentScript;
  }

  @Get('scripts/guide.js')
  @Allow('anyone')
  @ApiProblems()
  @Header('content-type', SCRIPT)
  guideScript(): string {
    return guideScript;
  }

  @Get('scripts/sign-in.js')
  @Allow('anyone')
  @ApiProblems()
  @Header('content-type', SCRIPT)
  signInScript(): string {
    return signInScript;
  }
}
