import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import pg from 'pg';
import { domains } from '../../src/domains/index.js';
import { apiDocuments } from '../../src/platform/openapi/api-documents.js';
import { defineLifecycle, Lifecycle } from '../../src/platform/lifecycle/lifecycle.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { enumsIn } from './rules/document-rules.js';
import {
  ambiguousSteps,
  type AnyLifecycle,
  missingWords,
  staleDiagram,
  unknownTo,
  unreachableStates,
  wrongEnds,
} from './rules/lifecycle-rules.js';
import { projectRoot, sourceFiles } from './rules/source-files.js';
import { previewApplication } from './rules/whole-application.js';

// which states are meant to be the end, from the design; a step that was forgotten shows as one more
const ENDS: Record<string, string[]> = {
  'accounts.data-export': ['expired', 'failed'],
  'accounts.erasure-request': ['completed', 'refused', 'cancelled'],
  'applications.export': ['done', 'failed'],
  application: ['not_admitted', 'graduated', 'withdrawn'],
  'admission-list': ['ended'],
  'admission-list-entry': ['admitted', 'refused', 'withdrawn'],
  'exams.exam': ['results_published'],
  'exams.training': ['graduated'],
  'notifications.delivery': ['sent', 'expired'],
  'recruitment.base': [],
  'recruitment.plan': ['closed'],
  'review-case': ['closed'],
  'take-back': ['done', 'refused'],
};

const planted: AnyLifecycle = defineLifecycle({
  name: 'planted',
  initial: 'draft',
  meaning: {
    draft: { zh: '草稿', en: 'draft' },
    sent: { zh: 'sent', en: '已发送' },
    lost: { zh: '草稿', en: 'lost' },
    stuck: { zh: '停滞', en: 'stuck' },
  },
  steps: [
    { action: 'send', from: ['draft'], to: 'sent' },
    { action: 'send', from: ['draft', 'lost'], to: 'stuck' },
  ],
});

const found: { domain: string; lifecycle: AnyLifecycle }[] = [];
const checks = new Map<string, string[][]>();
let app: NestFastifyApplication;
let enums: string[][];

beforeAll(async () => {
  for (const file of sourceFiles('src/domains/**/*.lifecycle.ts')) {
    const exports = (await import(path.join(projectRoot, file.path))) as Record<string, unknown>;
    for (const lifecycle of Object.values(exports)) {
      if (lifecycle instanceof Lifecycle) found.push({ domain: file.path.split('/')[2]!, lifecycle });
    }
  }
  app = await previewApplication();
  enums = Object.values(apiDocuments(app, domains)).flatMap(enumsIn);

  const url = await createTestDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ schema: string; definition: string }>(
    `select nspname as schema, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_namespace n on n.oid = c.connamespace where c.contype = 'c'`,
  );
  await client.end();
  await dropTestDatabase(url);
  for (const { schema, definition } of rows) {
    const values = [...definition.matchAll(/'([^']*)'::/g)].map(([, value]) => value!);
    checks.set(schema, [...(checks.get(schema) ?? []), values]);
  }
});

const inAll = (rule: (lifecycle: AnyLifecycle, domain: string) => string[]) =>
  found.flatMap(({ lifecycle, domain }) => rule(lifecycle, domain));

describe('Every lifecycle', () => {
  it('is found by these rules, under a name of its own', () => {
    const names = found.map(({ lifecycle }) => lifecycle.name);
    expect(names.sort()).toEqual(Object.keys(ENDS).sort());
  });

  it('reaches each of its states, by one step of a name', () => {
    expect(unreachableStates(planted)).toEqual(['planted: nothing leads to lost']);
    expect(unreachableStates({ ...planted, states: ['draft', 'sent', 'stuck'] } as unknown as AnyLifecycle)).toEqual([
      'planted: lost is no state of the table',
    ]);
    expect(ambiguousSteps(planted)).toEqual(['planted: send from draft stands twice in the table']);
    expect(inAll(unreachableStates)).toEqual([]);
    expect(inAll(ambiguousSteps)).toEqual([]);
  });

  it('ends where the design says, and nowhere else', () => {
    expect(wrongEnds(planted, ['sent', 'lost'])).toEqual([
      'planted: lost is final but has a way out',
      'planted: stuck has no way out',
    ]);
    expect(wrongEnds(planted, undefined)).toEqual(['planted: which states are final is not said in the spec']);
    expect(inAll((lifecycle) => wrongEnds(lifecycle, ENDS[lifecycle.name]))).toEqual([]);
  });

  it('has words for each of its states', () => {
    expect(missingWords(planted)).toEqual([
      'planted: sent has no Chinese words',
      'planted: sent has no English words',
      'planted: lost and draft have the same words',
    ]);
    expect(inAll(missingWords)).toEqual([]);
  });

  it('is the CHECK constraint of its domain, and an enum of the API documents', () => {
    const almost = [['draft', 'sent', 'lost'], ['draft', 'sent', 'lost', 'stuck', 'more'], []];
    expect(unknownTo(planted, 'CHECK', almost)).toEqual(['planted: no CHECK has exactly its states']);
    expect(unknownTo(planted, 'CHECK', [['stuck', 'lost', 'sent', 'draft']])).toEqual([]);
    expect(inAll((lifecycle, domain) => unknownTo(lifecycle, 'CHECK', checks.get(domain) ?? []))).toEqual([]);
    expect(inAll((lifecycle) => unknownTo(lifecycle, 'enum of the API', enums))).toEqual([]);
  });

  it('is drawn in its README as the table has it', () => {
    const block = (diagram: string) =>
      `<!-- lifecycle:planted -->\n\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\n<!-- /lifecycle:planted -->`;
    expect(staleDiagram(planted, block(planted.diagram()))).toEqual([]);
    expect(staleDiagram(planted, block('stateDiagram-v2\n  [*] --> sent'))).toEqual([
      "planted: the README's diagram is not lifecycle.diagram()",
    ]);
    expect(staleDiagram(planted, '# No diagram')).toEqual([
      "planted: its domain's README has no diagram between <!-- lifecycle:planted --> markers",
    ]);
    const readmes = sourceFiles('src/domains/*/README.md');
    const readmeOf = (domain: string) =>
      readmes.find((file) => file.path === `src/domains/${domain}/README.md`)?.text ?? '';
    expect(inAll((lifecycle, domain) => staleDiagram(lifecycle, readmeOf(domain)))).toEqual([]);
  });
});
