import type { OpenAPIObject } from '@nestjs/swagger';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { operationsOf } from '../../src/platform/openapi/operations.js';

/** Of any route alike, each with a test of its own. */
const OF_EVERY_ROUTE = /^(request|access|platform)\./;
/** Of any upload alike: `POST /attachments` is refused with each of them. */
const OF_EVERY_UPLOAD = /^(?!POST \/api\/v1\/attachments ).* files\./;
/** A full queue, which the tests of the queue fill. */
const OF_A_FULL_QUEUE = /files\.too-many-uploads$/;

const kept = new Set<string>();
const fileIn = (folder: string) => path.join(folder, 'refusals');

/** Keeps that a route (`/api/v1/plans/:id`) answered with a problem, for the end of the run. */
export function keepRefusal(method: string, route: string | undefined, code: string): void {
  const folder = process.env.TEST_LOG_FOLDER;
  if (folder === undefined || route === undefined) return;
  const refusal = `${method} ${route.replaceAll(/:(\w+)/g, '{$1}')} ${code}`;
  if (kept.has(refusal)) return;
  kept.add(refusal);
  appendFileSync(fileIn(folder), `${refusal}\n`);
}

/** What the API documents say that a route may be refused with, and that no test of this run was answered with. */
export function refusalsNotReached(documents: readonly OpenAPIObject[], folder: string): string[] {
  const file = fileIn(folder);
  const reached = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const documented = documents
    .flatMap(refusalsOf)
    .filter((refusal) => !OF_EVERY_UPLOAD.test(refusal) && !OF_A_FULL_QUEUE.test(refusal));
  return [...new Set(documented)].filter((refusal) => !reached.has(refusal)).toSorted();
}

/** Every refusal of a document, as `POST /api/v1/plans/{id}/publication recruitment.batch-over`. */
export const refusalsOf = (document: OpenAPIObject): string[] =>
  operationsOf(document).flatMap(({ method, path: route, operation }) =>
    [...JSON.stringify(operation.responses).matchAll(/"type":"urn:problem:([^"]+)"/g)]
      .map(([, code = '']) => code)
      .filter((code) => !OF_EVERY_ROUTE.test(code))
      .map((code) => `${method.toUpperCase()} ${route} ${code}`),
  );
