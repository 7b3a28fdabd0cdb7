import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Domain } from '../domain.js';
import { apiDocuments } from './api-documents.js';
import { DOCS_COOKIE } from './docs.controller.js';
import { DocumentPages } from './document-pages.js';
import type { Guide } from './guide/guide.js';
import { PublishedDocuments } from './published-documents.js';

/**
 * Serves Swagger UI's assets, writes the pages with `guide`, and lets a browser's cookie stand for the bearer token on the
 * management pages.
 */
export async function setUpDocs(app: NestFastifyApplication, domains: readonly Domain[], guide: Guide): Promise<void> {
  app.get(PublishedDocuments).makeWith(() => apiDocuments(app, domains));
  app.get(DocumentPages).writeWith(guide);
  const assets = path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
  await app.register(fastifyStatic, {
    root: assets,
    prefix: '/docs/assets/',
    index: false,
    // a route for each file: behind a wildcard the plugin refuses odd paths with errors that are no problems of ours
    wildcard: false,
    allowedPath: (file: string) => /^\/(swagger-ui\.css|swagger-ui-bundle\.js|favicon-32x32\.png)$/.test(file),
  });
  const cookie = new RegExp(`(?:^|;\\s*)${DOCS_COOKIE}=([\\w.-]+)`);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (request.method !== 'GET' || !/^\/docs\/management(\/document\.json)?$/.test(request.url.split('?')[0] ?? ''))
        return done();
      const token = cookie.exec(request.headers.cookie ?? '')?.[1];
      if (token !== undefined) request.headers.authorization ??= `Bearer ${token}`;
      else if (request.headers.authorization === undefined && request.headers.accept?.includes('text/html')) {
        return void reply.redirect('/docs/management/sign-in');
      }
      done();
    });
}
