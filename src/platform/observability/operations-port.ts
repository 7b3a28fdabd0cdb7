import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { RouteNotFound } from '../problems/platform.problems.js';
import { Runtime } from '../runtime.js';
import { Metrics } from './metrics.js';

type Handler = (response: ServerResponse) => Promise<void>;

/**
 * Serves `/health/*` and `/metrics` on a port of their own and takes them off the API's, so that the port which the world
 * reaches does not have them. Call before the application is initialised; the returned function starts to listen.
 */
export function moveOperations(app: NestFastifyApplication, host: string, port: number): () => Promise<Server> {
  const handlers: Readonly<Record<string, Handler>> = {
    '/health/live': (response) => Promise.resolve(answer(response, 200, 'application/json', '{"status":"up"}')),
    '/health/ready': async (response) => {
      const isReady = await app.get(Runtime).isReady();
      answer(response, isReady ? 200 : 503, 'application/json', `{"status":"${isReady ? 'up' : 'down'}"}`);
    },
    '/metrics': async (response) =>
      answer(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await app.get(Metrics).text()),
  };
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      if (pathOf(request.url) in handlers) done(new RouteNotFound());
      else done();
    });
  return () => listen(handlers, host, port);
}

async function listen(handlers: Readonly<Record<string, Handler>>, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const handler = request.method === 'GET' ? handlers[pathOf(request.url)] : undefined;
    if (!handler) return answer(response, 404, 'text/plain', '');
    handler(response).catch(() => answer(response, 503, 'text/plain', ''));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return server;
}

const pathOf = (url: string | undefined): string => (url ?? '/').split('?')[0] ?? '/';

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
