import type { OpenAPIObject } from '@nestjs/swagger';
import { domains } from '../../src/domains/index.js';
import { adviceByFile, guide } from '../../src/guide/guide.js';
import { fieldCodeOf, fieldCodesOfRequests } from '../../src/platform/http/validation.pipe.js';
import { apiDocuments } from '../../src/platform/openapi/api-documents.js';
import type { ProblemSpec } from '../../src/platform/problems/problem.js';
import { declaredProblems } from '../../src/platform/problems/problem.js';
import { checksOfFields } from './rules/checks-of-fields.js';
import { sourceFiles } from './rules/source-files.js';
import { brokenAdvice, brokenSteps, brokenVariables, wordlessFieldCodes } from './rules/guide-rules.js';
import { previewApplication } from './rules/whole-application.js';

let trainee: OpenAPIObject;

beforeAll(async () => {
  trainee = apiDocuments(await previewApplication(), domains).trainee;
});

const operation = (operationId: string, answer: object) => ({
  operationId,
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
  requestBody: { content: { 'application/json': { schema: { properties: { code: { type: 'string' } } } } } },
  responses: { 200: { description: '', content: { 'application/json': { schema: { properties: answer } } } } },
});
const planted = {
  paths: {
    '/a/{id}': { post: operation('first', { token: { type: 'string' } }), get: operation('second', {}) },
    '/b': { get: operation('forgotten', {}) },
  },
} as unknown as OpenAPIObject;
const guideOf = (...requests: object[]) => ({
  inputs: { code: '…' },
  chapters: [{ id: 'x', title: 'x', steps: [{ title: 'x', when: 'x', requests: requests as never }] }],
});

describe('The guide for front ends', () => {
  it('has every operation of the trainees’ side in a step, and no other', () => {
    expect(
      brokenSteps(planted, guideOf({ operationId: 'first' }, { operationId: 'second' }, { operationId: 'gone' })),
    ).toEqual([
      'forgotten is in no step: add it to a chapter in src/guide, or to "further" there',
      'gone is in a step, but no operation of the document',
    ]);
    expect(brokenSteps(trainee, guide)).toEqual([]);
  });

  it('says where each value of a request comes from', () => {
    expect(
      brokenVariables(
        planted,
        guideOf(
          { operationId: 'second', takes: { id: 'token' } },
          {
            operationId: 'first',
            takes: { code: 'code', nowhere: 'code' },
            gives: { token: 'token', other: 'other.id' },
          },
          { operationId: 'second', takes: { id: 'token' }, omits: ['nothing'] },
          { operationId: 'first', takes: { id: 'token' }, gives: { token: 'token' } },
        ),
      ),
    ).toEqual([
      'second takes token, which no request before it gives',
      'first has no nowhere',
      'first answers no other.id, from which other comes',
      'second has no nothing to omit',
      'first gives token, which it takes',
    ]);
    expect(brokenVariables(trainee, guide)).toEqual([]);
  });

  it('says of every problem what a front end shows', () => {
    const problem = (code: string, status: number): ProblemSpec => ({ code, status, title: { zh: '词', en: 'words' } });
    const told = { show: 'message', then: '…' } as const;
    const advice = { 'a.ts': { 'files.told': told }, 'b.ts': { 'exams.told': told, 'exams.gone': told } };
    const problems = [
      problem('files.told', 422),
      problem('exams.told', 409),
      problem('exams.untold', 409),
      problem('exams.not-found', 404),
      problem('new.untold', 409),
    ];
    expect(brokenAdvice(problems, advice)).toEqual([
      "exams.untold has no advice: add a line 'exams.untold': { show: …, then: … } to b.ts",
      "new.untold has no advice: add a line 'new.untold': { show: …, then: … } to a.ts or b.ts",
      'exams.gone has advice in b.ts, but no problem is called so',
    ]);
    // those that other tests of the same worker made up have none
    const source = sourceFiles('src/**/*.problems.ts').map(({ text }) => text);
    const ours = declaredProblems().filter(({ code }) => source.some((text) => text.includes(`'${code}'`)));
    expect(ours.length).toBeGreaterThan(100);
    expect(brokenAdvice(ours, adviceByFile)).toEqual([]);
  });

  it('has words for the codes of fields', () => {
    expect(wordlessFieldCodes(['required', 'planted'], guide.fieldCodes)).toEqual([
      'planted has no words: add it to src/guide/field-codes.ts',
    ]);
    const missing = (trainee.components?.schemas?.MissingCode as { enum: string[] }).enum;
    expect(missing).toContain('end-before-start');
    expect(wordlessFieldCodes([...missing, ...fieldCodesOfRequests], guide.fieldCodes)).toEqual([]);
  });

  it('has words for whatever a check of a request is called by its library', () => {
    const checks = checksOfFields();
    expect(checks).toEqual(expect.arrayContaining(['isUuid', 'isIso8601', 'nestedValidation']));
    expect(wordlessFieldCodes(checks.map(fieldCodeOf), guide.fieldCodes)).toEqual([]);
  });
});
