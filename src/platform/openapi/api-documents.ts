import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Domain } from '../domain.js';
import { completeDocument } from './complete-document.js';
import { operationsOf } from './operations.js';
import { withoutUnusedSchemas } from './unused-schemas.js';

export const audiences = ['trainee', 'management', 'integration'] as const;
export type Audience = (typeof audiences)[number];

const titles: Readonly<Record<Audience, string>> = {
  trainee: '学员端与公开接口',
  management: '管理端接口',
  integration: '对接接口',
};

const introductions: Readonly<Record<Audience, string>> = {
  trainee: '学员报名端使用的接口。登录后在请求头携带 `Authorization: Bearer <accessToken>`。',
  management:
    '基地管理员、省级管理员、系统管理员与审计管理员使用的接口；以手机号码登录，绑定动态验证码后还须填写 `totp`。',
  integration: '卫生健康信息系统对接使用的接口：公开数据与文书真伪核验。',
};

// what staff need of the trainees' side: to sign in, and to keep their own password and sessions
const ALSO_MANAGEMENT =
  /^\/api\/v1\/(captchas|audio-captchas|code-lists(\/.*)?|password-strength|sessions(\/.*)?|password-resets(\/.*)?|messages(\/.*)?|account(\/password|\/sessions(\/.*)?)?)$/;
// what only staff have
const ONLY_MANAGEMENT = /^\/api\/v1\/(management\/|account\/(totp|recovery-codes)(\/|$))/;
const ALSO_INTEGRATION =
  /^\/api\/v1\/(bases|code-lists|plans|notices|verifications)(\/(?!statistics|.*objections).*)?$/;

/** Who an operation is for, from its path alone: that is what a reverse proxy can see, too. */
export function audiencesOf(path: string): Audience[] {
  if (ONLY_MANAGEMENT.test(path)) return ['management'];
  if (path.startsWith('/api/v1/integration/') || path.startsWith('/oauth/')) return ['integration'];
  return [
    'trainee',
    ...(ALSO_MANAGEMENT.test(path) ? (['management'] as const) : []),
    ...(ALSO_INTEGRATION.test(path) ? (['integration'] as const) : []),
  ];
}

/** The three API documents (OpenAPI 3.0) of the application's routes; works on a preview, without any provider. */
export function apiDocuments(app: NestFastifyApplication, domains: readonly Domain[]): Record<Audience, OpenAPIObject> {
  const whole = SwaggerModule.createDocument(app, new DocumentBuilder().addBearerAuth().build(), {
    autoTagControllers: false,
  });
  completeDocument(whole);
  return Object.fromEntries(audiences.map((audience) => [audience, part(whole, audience, domains)])) as Record<
    Audience,
    OpenAPIObject
  >;
}

function part(whole: OpenAPIObject, audience: Audience, domains: readonly Domain[]): OpenAPIObject {
  const paths = Object.fromEntries(
    Object.entries(whole.paths)
      .filter(([path]) => audiencesOf(path).includes(audience))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const { info } = new DocumentBuilder()
    .setTitle(`广西辅助生殖规范化培训管理平台 · ${titles[audience]}`)
    .setDescription(introductions[audience])
    .setVersion('1.0.0')
    .build();
  const document = { ...whole, info, paths };
  const used = new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []));
  return withoutUnusedSchemas({
    ...document,
    tags: domains.filter(({ name }) => used.has(name)).map(({ name, title }) => ({ name, description: title })),
  });
}
