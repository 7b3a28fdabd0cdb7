import pg from 'pg';
import { recordStatements } from '../bench/recorded-statements.js';
import type { TestPlatform } from './platform.js';

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[];
}

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

/** What the database looks at in a schema's tables when `work` is done: the pages of 8 kB, and the tables that they belong to. */
export async function pagesOf(platform: TestPlatform, schema: string, work: () => Promise<unknown>) {
  const inSchema = new RegExp(`\\b${schema}"?\\.`);
  const statements = (await recordStatements(work)).filter(({ text }) => inSchema.test(text));
  const client = new pg.Client({ connectionString: platform.platform.settings.databaseUrl });
  await client.connect();
  const plans: PlanNode[] = [];
  try {
    for (const { text, values } of statements) {
      const { rows } = await client.query<Explained>(`explain (analyze, buffers, format json) ${text}`, [...values]);
      plans.push(rows[0]!['QUERY PLAN'][0]!.Plan);
    }
  } finally {
    await client.end();
  }
  const pages = plans.reduce((sum, plan) => sum + plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], 0);
  return { statements: statements.length, pages, tables: [...new Set(plans.flatMap(tablesOf))].toSorted() };
}

const tablesOf = (node: PlanNode): string[] => [
  ...(node['Relation Name'] === undefined ? [] : [node['Relation Name']]),
  ...(node.Plans ?? []).flatMap(tablesOf),
];
