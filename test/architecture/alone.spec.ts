import { domains } from '../../src/domains/index.js';
import type { Domain } from '../../src/platform/domain.js';
import { apiDocuments, audiences } from '../../src/platform/openapi/api-documents.js';
import { operationsOf } from '../../src/platform/openapi/operations.js';
import { startTestPlatform } from '../support/platform.js';
import { previewApplication } from './rules/whole-application.js';

interface Request {
  readonly method: string;
  /** Below /api/v1, with something in the place of each parameter. */
  readonly path: string;
}

const STRANGER = '7f7c8f6e-0000-4000-8000-000000000000';

/** A request for every documented route of these domains; those of the platform are in each. */
async function requestsFor(some: readonly Domain[]): Promise<Request[]> {
  const documents = apiDocuments(await previewApplication(some), some);
  const operations = audiences.flatMap((audience) => operationsOf(documents[audience]));
  const requests = operations.map(({ method, path }) => ({
    method: method.toUpperCase(),
    path: path.replace('/api/v1', '').replace(/\{\w+\}/g, STRANGER),
  }));
  return [...new Map(requests.map((request) => [`${request.method} ${request.path}`, request])).values()];
}

/** Which of the requests are answered by a route, whatever the answer. */
async function answeredBy(runs: string, requests: readonly Request[]): Promise<string[]> {
  const platform = await startTestPlatform(runs);
  try {
    const answered: string[] = [];
    for (const { method, path } of requests) {
      const { status, body } = await platform.call(method, path);
      if (status >= 500) throw new Error(`${method} ${path} answered ${status}`);
      if (status !== 404 || body.code !== 'request.no-such-route') answered.push(`${method} ${path}`);
    }
    return answered.sort();
  } finally {
    await platform.stop();
  }
}

const namesOf = (requests: readonly Request[]) => requests.map(({ method, path }) => `${method} ${path}`).sort();

let all: Request[];

beforeAll(async () => {
  all = await requestsFor(domains);
});

describe('The platform', () => {
  it.each(domains.map((domain) => [domain.name, domain] as const))(
    'runs %s alone, and answers just its routes',
    async (name, domain) => {
      const own = await requestsFor([domain]);
      expect(await answeredBy(name, all)).toEqual(namesOf(own));
    },
  );

  it('answers routes of no domain when it runs none', async () => {
    const platforms = await requestsFor([]);
    expect(await answeredBy('none', all)).toEqual(namesOf(platforms));
    // were the rule blind, two domains would look like one
    const [first, second] = domains;
    expect(await answeredBy(`${first!.name},${second!.name}`, all)).not.toEqual(namesOf(await requestsFor([first!])));
  });
});
