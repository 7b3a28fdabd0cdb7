import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import path from 'node:path';
import { domains } from '../../src/domains/index.js';
import { apiDocuments, type Audience, audiences } from '../../src/platform/openapi/api-documents.js';
import type { ProblemSpec } from '../../src/platform/problems/problem.js';
import { MANAGED, NOT_YET_BUILT, NOT_YET_MANAGED, TRAINEE } from './api-contract.js';
import {
  brokenContract,
  brokenProblems,
  openRefusals,
  operationLines,
  type OwnedProblem,
  undescribedParameters,
  undescribedProperties,
  unmanagedPaths,
  unsaidAnswers,
  withoutExample,
} from './rules/document-rules.js';
import { projectRoot, sourceFiles } from './rules/source-files.js';
import { previewApplication } from './rules/whole-application.js';

const domainNames = domains.map(({ name }) => name);
let documents: Record<Audience, OpenAPIObject>;

beforeAll(async () => {
  const app: NestFastifyApplication = await previewApplication();
  documents = apiDocuments(app, domains);
});

const inEach = (rule: (document: OpenAPIObject) => string[]) => [
  ...new Set(audiences.flatMap((audience) => rule(documents[audience]))),
];

const refusal = (codes: string[]) => ({
  description: '拒绝',
  content: {
    'application/problem+json': {
      schema: { allOf: [{ type: 'object', properties: { code: { type: 'string', enum: codes } } }] },
    },
  },
});

const planted = {
  paths: {
    '/api/v1/planted': {
      get: {
        operationId: 'getPlanted',
        parameters: [{ name: 'limit', in: 'query', description: 'how many' }],
        responses: { 200: { description: '' }, 409: { description: '' }, 500: refusal([]), 503: refusal(['x.y']) },
      },
      post: {
        operationId: 'plant',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Planted' } } } },
        responses: { 500: refusal(['x.y']) },
      },
    },
  },
  components: {
    schemas: {
      Planted: {
        type: 'object',
        properties: {
          bare: { type: 'string' },
          told: { type: 'string', description: '说明', example: '例' },
          inside: { description: '内', allOf: [{ $ref: '#/components/schemas/Inside' }] },
          gone: { description: '无', type: 'array', items: { $ref: '#/components/schemas/Gone' } },
        },
      },
      Inside: { type: 'object', properties: { deep: { type: 'integer', description: '深' } } },
    },
  },
} as unknown as OpenAPIObject;

describe('The API documents', () => {
  it('have each route of the contract under its name, and no other', () => {
    const contract = ['GET /a getA', 'GET /b getB', 'GET /c getC', 'GET /d getD'];
    expect(
      brokenContract(contract, ['GET /a getA', 'GET /b fetchB', 'GET /d getD'], ['GET /c getC', 'GET /d getD']),
    ).toEqual([
      'GET /b getB is not there',
      'GET /d getD is built: take it off the list of what is not yet',
      'GET /b fetchB is not in the contract',
    ]);
    expect(brokenContract(['GET /a getA'], ['GET /a getA'], ['GET /e getE'])).toEqual([
      'GET /e getE is not yet built, but not in the contract either',
    ]);
    expect(brokenContract(TRAINEE, operationLines(documents.trainee), NOT_YET_BUILT)).toEqual([]);
  });

  it('have the parts of management that the contract names, and no other', () => {
    expect(unmanagedPaths(['/a', '/b', '/c'], ['/a/{id}', '/d', '/c'], ['/c'])).toEqual([
      '/b has no route',
      '/c is built: take it off the list of what is not yet',
      '/d is in no part of the contract',
    ]);
    const built = Object.keys(documents.management.paths)
      .filter((route) => route.startsWith('/api/v1/management/'))
      .map((route) => route.replace('/api/v1/management', ''));
    expect(unmanagedPaths(MANAGED, built, NOT_YET_MANAGED)).toEqual([]);
  });

  it('describe every property and parameter in Chinese', () => {
    expect(undescribedProperties(planted)).toEqual(['Planted.bare has no Chinese description']);
    expect(undescribedParameters(planted)).toEqual(['getPlanted: parameter limit has no Chinese description']);
    expect(inEach(undescribedProperties)).toEqual([]);
    expect(inEach(undescribedParameters)).toEqual([]);
  });

  it('show an example of every request and answer', () => {
    expect(withoutExample(planted)).toEqual([
      'Planted.bare has no example',
      'Inside.deep has no example',
      'Planted.gone leads to Gone, which is not there',
    ]);
    expect(inEach(withoutExample)).toEqual([]);
  });

  it('say what each operation answers', () => {
    expect(unsaidAnswers(planted)).toEqual([
      'getPlanted answers 200 without saying what',
      'plant does not say what it answers',
    ]);
    expect(inEach(unsaidAnswers)).toEqual([]);
  });

  it('list the refusals of each operation as a closed list of codes', () => {
    expect(openRefusals(planted)).toEqual([
      'getPlanted 409 has no closed list of codes',
      'getPlanted 500 has no closed list of codes',
      'plant does not list 503',
    ]);
    expect(inEach(openRefusals)).toEqual([]);
  });
});

describe('Every problem', () => {
  it('is a fact of its domain, with a code of its own and words in two languages', async () => {
    const problem = (owner: string, code: string, zh = '词', en = 'words', status = 409): OwnedProblem => ({
      owner,
      name: code,
      spec: { status, code, title: { zh, en } },
    });
    expect(
      brokenProblems(
        [
          problem('exams', 'exams.right'),
          problem('exams', 'exams.right'),
          problem('exams', 'review.not-mine'),
          problem('platform', 'exams.not-the-platforms'),
          problem('exams', 'exams.NotAFact'),
          problem('exams', 'exams.english-only', 'words'),
          problem('exams', 'exams.chinese-only', '词', '词'),
          problem('exams', 'exams.no-refusal', '词', 'words', 200),
        ],
        domainNames,
      ),
    ).toEqual([
      'exams.right stands twice',
      'review.not-mine is declared by exams',
      'exams.not-the-platforms is declared by platform',
      'exams.NotAFact is not of the form domain.some-fact',
      'exams.english-only has no Chinese title',
      'exams.chinese-only has no English title',
      'exams.no-refusal has the status 200',
    ]);

    const found: OwnedProblem[] = [];
    for (const file of sourceFiles('src/**/*.problems.ts')) {
      const exports = (await import(path.join(projectRoot, file.path))) as Record<string, { spec?: ProblemSpec }>;
      const owner = file.path.startsWith('src/domains/') ? file.path.split('/')[2]! : 'platform';
      for (const [name, { spec }] of Object.entries(exports)) if (spec) found.push({ owner, name, spec });
    }
    expect(found.length).toBeGreaterThan(60);
    expect(brokenProblems(found, domainNames)).toEqual([]);
  });

  it('is declared in a table of problems, where these rules find it', () => {
    const elsewhere = sourceFiles('src/**/*.ts').filter(
      ({ path: file, text }) => /\bdefineProblem\(\s*\d/.test(text) && !/\.(problems|spec)\.ts$/.test(file),
    );
    // its doc comment shows how
    expect(elsewhere.map((file) => file.path)).toEqual(['src/platform/problems/problem.ts']);
  });
});
