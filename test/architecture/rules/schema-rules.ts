import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import ts from 'typescript';
import { migrationOptions } from '../../../src/platform/database/orm-options.js';
import type { SchemaOwner } from '../../../src/platform/database/migrate.js';
import type { SourceFile } from './source-files.js';

/** Foreign keys whose two ends stand in different schemas, in the database that `client` is connected to. */
export async function crossingForeignKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; from: string; to: string }>(
    `select c.conname as name, c.conrelid::regclass::text as from, c.confrelid::regclass::text as to
     from pg_constraint c
     join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
     where c.contype = 'f' and a.relnamespace <> b.relnamespace
     order by c.conname`,
  );
  return rows.map(({ name, from, to }) => `${name}: ${from} refers to ${to}`);
}

/** Views, functions and triggers of one schema whose text names another's tables. */
export async function crossingDefinitions(client: pg.Client, owners: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ schema: string; name: string; definition: string }>(
    `select n.nspname as schema, p.proname as name, p.prosrc as definition
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1)
     union all
     select schemaname, viewname, definition from pg_views where schemaname = any($1)`,
    [owners],
  );
  return rows.flatMap(({ schema, name, definition }) =>
    schemasNamedIn(definition, owners)
      .filter((named) => named !== schema)
      .map((named) => `${schema}.${name} names the schema ${named}`),
  );
}

const CATALOG = `
  select format('table %s', relname) as fact, 'table' as kind
  from pg_class where relnamespace = $1::regnamespace and relkind = 'r' and relname <> 'migration'
  union all
  select format('column %s.%s %s%s %s', relname, attname, format_type(atttypid, atttypmod),
                case when attnotnull then ' not null' end, coalesce(pg_get_expr(adbin, adrelid), '')), 'column'
  from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
  left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where relnamespace = $1::regnamespace and relkind = 'r' and relname <> 'migration'
  union all
  select format('constraint %s: %s', conrelid::regclass, pg_get_constraintdef(oid)), 'rule'
  from pg_constraint where connamespace = $1::regnamespace and contype <> 'n' and conrelid::regclass::text !~ 'migration$'
  union all
  select format('index %s', indexdef), 'rule'
  from pg_indexes where schemaname = $1::regnamespace::text and tablename <> 'migration'`;

/**
 * Where an owner's migrated schema is not what its entities say. Compared in PostgreSQL's own words, since it writes each
 * CHECK and predicate its own way. A migration may add constraints and indexes by hand, never tables or columns.
 */
export async function schemaDifferences(
  owner: SchemaOwner,
  migratedUrl: string,
  scratchUrl: string,
): Promise<string[]> {
  const orm = await MikroORM.init(migrationOptions(owner, '', scratchUrl));
  let meant: Map<string, string>;
  try {
    await orm.em.getConnection().execute(`drop schema "${owner.name}" cascade; create schema "${owner.name}"`);
    await orm.em.getConnection().execute(await orm.schema.getCreateSchemaSQL({ wrap: false }));
    meant = await catalogOf(owner.name, scratchUrl);
  } finally {
    await orm.close(true);
  }
  const migrated = await catalogOf(owner.name, migratedUrl);
  return [
    ...[...meant.keys()].filter((fact) => !migrated.has(fact)).map((fact) => `not migrated: ${fact}`),
    ...[...migrated].flatMap(([fact, kind]) => (meant.has(fact) || kind === 'rule' ? [] : [`in no entity: ${fact}`])),
  ];
}

async function catalogOf(schema: string, url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ fact: string; kind: string }>(CATALOG, [schema]);
    return new Map(rows.map(({ fact, kind }) => [fact.trim(), kind]));
  } finally {
    await client.end();
  }
}

const SQL = /\b(select|insert|update|delete|merge|create|alter|drop|truncate|lock|with|from|join|references)\b/i;

/** Places in a domain's (or the platform's) code that name a schema of somebody else: in SQL, or as an entity's. */
export function foreignSchemas(file: SourceFile, own: string, owners: readonly string[]): string[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const report = (node: ts.Node, named: string): void => {
    if (named === own) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    faults.push(`${file.path}:${line + 1} names the schema ${named}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = node.getText();
      if (SQL.test(text)) for (const named of schemasNamedIn(text, owners)) report(node, named);
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'schema' && ts.isStringLiteral(node.initializer)) {
      report(node, node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

const schemasNamedIn = (sql: string, owners: readonly string[]): string[] =>
  owners.filter((owner) => new RegExp(`(?<![\\w."])"?${owner}"?\\.["a-z_]`, 'i').test(sql));
