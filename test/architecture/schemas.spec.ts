import { defineEntity, p } from '@mikro-orm/core';
import pg from 'pg';
import { domains } from '../../src/domains/index.js';
import { platformSchema } from '../../src/platform/platform-schema.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { crossingDefinitions, crossingForeignKeys, foreignSchemas, schemaDifferences } from './rules/schema-rules.js';
import { sourceFiles } from './rules/source-files.js';

const owners = [platformSchema, ...domains];
const names = owners.map(({ name }) => name);

let url: string;
let client: pg.Client;

beforeAll(async () => {
  url = await createTestDatabase();
  client = new pg.Client({ connectionString: url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await dropTestDatabase(url);
});

/** Looks at the migrated database with something planted in it, and takes that out again. */
async function withPlanted<T>(sql: string, look: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query(sql);
    return await look();
  } finally {
    await client.query('rollback');
  }
}

describe('A schema', () => {
  it('has no foreign key to another', async () => {
    const planted = await withPlanted(
      `create table review.planted (id int primary key);
       create table exams.planted (id int constraint planted_crosses references review.planted,
                                   own int unique, parent int constraint planted_stays references exams.planted (own))`,
      () => crossingForeignKeys(client),
    );
    expect(planted).toEqual(['planted_crosses: exams.planted refers to review.planted']);
    expect(await crossingForeignKeys(client)).toEqual([]);
  });

  it('has no view or function that looks into another', async () => {
    const planted = await withPlanted(
      `create table review.planted (id int);
       create view exams.planted as select id from review.planted;
       create view review.own as select id from review.planted`,
      () => crossingDefinitions(client, names),
    );
    expect(planted).toEqual(['exams.planted names the schema review']);
    expect(await crossingDefinitions(client, names)).toEqual([]);
  });

  it('is named by the code of its owner alone', () => {
    const planted = {
      path: 'src/domains/exams/planted.ts',
      text: [
        'await em.execute(`select * from exams.seat s, review.review_case c where c.id = ?`);',
        'em.execute(\'update "platform"."receipt" set x = 1\');',
        'em.execute(`insert into ${table} select id from applications.application`);',
        "defineEntity({ name: 'Planted', schema: 'publicity' });",
        "defineEntity({ name: 'Own', schema: 'exams' });",
        "defineProblem(409, 'applications.batch-closed', { zh, en: 'select a reviews.thing from recruitment' });",
        "em.execute('select exams.seat.id from exams.seat');",
      ].join('\n'),
    };
    expect(foreignSchemas(planted, 'exams', names)).toEqual([
      'src/domains/exams/planted.ts:1 names the schema review',
      'src/domains/exams/planted.ts:2 names the schema platform',
      'src/domains/exams/planted.ts:3 names the schema applications',
      'src/domains/exams/planted.ts:4 names the schema publicity',
    ]);
    for (const { name } of owners) {
      const folder = name === 'platform' ? 'src/platform' : `src/domains/${name}`;
      const files = sourceFiles(`${folder}/**/*.ts`).filter(({ path }) => !path.endsWith('.spec.ts'));
      expect(files.length).toBeGreaterThan(3);
      expect(files.flatMap((file) => foreignSchemas(file, name, names))).toEqual([]);
    }
  });

  it('shows where its entities were changed and its migrations were not', async () => {
    const scratch = await createTestDatabase();
    const Planted = defineEntity({
      name: 'Planted',
      schema: 'exams',
      properties: { id: p.uuid().primary(), ours: p.string().nullable() },
      checks: [{ name: 'ours_is_short', expression: 'length(ours) between 1 and 9' }],
    });
    const owner = { ...domains.find(({ name }) => name === 'exams')!, entities: [Planted] };
    await client.query(
      `create schema if not exists exams;
       create table exams.planted (id uuid primary key, ours text not null, theirs text,
                                   constraint by_hand check (theirs <> ''))`,
    );
    const found = await schemaDifferences(owner, url, scratch);
    await client.query('drop table exams.planted');
    await dropTestDatabase(scratch);
    expect(found.filter((fact) => fact.includes('planted'))).toEqual([
      'not migrated: column planted.ours character varying(255)',
      'not migrated: constraint exams.planted: CHECK (((length((ours)::text) >= 1) AND (length((ours)::text) <= 9)))',
      'in no entity: column planted.ours text not null',
      'in no entity: column planted.theirs text',
    ]);
  });

  it('is by its migrations what its entities say', async () => {
    const scratch = await createTestDatabase();
    const differences: Record<string, string[]> = {};
    for (const owner of owners) {
      const found = await schemaDifferences(owner, url, scratch);
      if (found.length > 0) differences[owner.name] = found;
    }
    await dropTestDatabase(scratch);
    expect(differences).toEqual({});
  });
});
