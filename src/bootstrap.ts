import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule, chosenDomains } from './app.module.js';
import { guide } from './guide/guide.js';
import { Database } from './platform/database/database.js';
import type { Domain } from './platform/domain.js';
import { traceIdOf } from './platform/observability/logging.js';
import { quietStart } from './platform/observability/quiet-start.js';
import { Metrics } from './platform/observability/metrics.js';
import { refuseUnreadable, refuseUrl } from './platform/http/before-routing.js';
import { moveOperations } from './platform/observability/operations-port.js';
import { MediaTypeNotSupported } from './platform/problems/platform.problems.js';
import { setUpDocs } from './platform/openapi/docs-setup.js';
import { Runtime } from './platform/runtime.js';
import { Settings } from './platform/settings/settings.js';
import { SettingsModule } from './platform/settings/settings.module.js';

export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;
const OUTSIDE_THE_API = [
  'health/live',
  'health/ready',
  'metrics',
  '.well-known/jwks.json',
  'dev/outbox',
  'dev/clock',
  'dev/totp',
  'docs',
  'docs/*path',
];

/** A platform that is ready to answer: call `listen`, or inject requests, and `stop` at the end. */
export interface Platform {
  readonly app: NestFastifyApplication;
  readonly settings: Settings;
  readonly domains: readonly Domain[];
  stop(): Promise<void>;
}

/** Makes the platform with the chosen domains (and a test's own), its database and jobs running, not yet listening. */
export async function startPlatform(
  environment?: Readonly<Record<string, string>>,
  extraDomains: readonly Domain[] = [],
): Promise<Platform> {
  const settings = await readSettingsOnly(environment);
  const domains = [...chosenDomains(settings), ...extraDomains];
  const app = await makeApplication(domains, settings, environment);
  const database = app.get(Database);
  const { operationsPort, host } = settings;
  const listenForOperations = operationsPort === undefined ? undefined : moveOperations(app, host, operationsPort);
  let operations: Server | undefined;
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await app.get(Runtime).start(domains.map(({ name }) => name));
    operations = await listenForOperations?.();
  } catch (error) {
    operations?.close();
    await app
      .get(Runtime)
      .stop()
      .catch(() => undefined);
    await app.close().catch(() => undefined);
    await database.stop();
    throw error;
  }
  return {
    app,
    settings: app.get(Settings),
    domains,
    stop: async () => {
      operations?.close();
      await app.get(Runtime).stop();
      await app.close();
      await database.stop();
    },
  };
}

/** The application with everything that stands around its routes; `preview` builds it without any provider, for API documents. */
export async function makeApplication(
  domains: readonly Domain[],
  settings: Settings,
  environment?: Readonly<Record<string, string>>,
  preview = false,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    genReqId: traceIdOf,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    bodyLimit: 1024 * 1024,
    // a sender who never ends must not keep a connection; 20 MB at 2 Mbit/s take 80 s
    requestTimeout: 120_000,
    frameworkErrors: refuseUrl,
    clientErrorHandler: refuseUnreadable,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(domains, settings.local, environment),
    adapter,
    {
      bufferLogs: !preview,
      abortOnError: false,
      preview,
      ...(preview && { logger: ['error'] as const }),
    } as Parameters<typeof NestFactory.create>[2],
  );
  app.setGlobalPrefix('api/v1', { exclude: OUTSIDE_THE_API });
  if (!preview) await surround(app, settings, domains);
  return app;
}

async function surround(app: NestFastifyApplication, settings: Settings, domains: readonly Domain[]): Promise<void> {
  app.useLogger(quietStart(app.get(Logger)));
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginResourcePolicy: { policy: 'cross-origin' } });
  await app.register(cors, {
    origin: [...settings.corsOrigins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['ETag', 'Retry-After', 'Location', 'Content-Disposition'],
    maxAge: 600,
    // an OPTIONS that is no preflight is a question like any other
    strictPreflight: false,
  });
  // Nest would read it by itself; it is in no API document, and any site's form can send it
  app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, _body, done) =>
    done(new MediaTypeNotSupported()),
  );
  await app.register(multipart, { limits: { files: 1, fields: 5, fieldSize: 1000, fileSize: MAX_UPLOAD_BYTES + 1 } });
  await setUpDocs(app, domains, guide);
  // what is asked for with a token is somebody's own: no browser and no proxy keeps it, unless a handler says otherwise
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (request.headers.authorization !== undefined) void reply.header('cache-control', 'no-store');
      done();
    });
  const metrics = app.get(Metrics);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      metrics.observe(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
      done();
    });
}

/** The settings alone, checked, before anything is started with them; throws `SettingsRefused`. */
export async function readSettingsOnly(environment?: Readonly<Record<string, string>>): Promise<Settings> {
  const context = await NestFactory.createApplicationContext(SettingsModule.forRoot(environment), {
    logger: false,
    abortOnError: false,
  });
  const settings = context.get(Settings);
  await context.close();
  return settings;
}
