import type { EntityManager } from '@mikro-orm/postgresql';
import type { FieldEncryption, FieldKind } from '../../../src/platform/encryption/field-encryption.js';

const SEALED = /[\w-]{1,60}\.[A-Za-z0-9+/]{38,}={0,2}/g;
const kinds: readonly FieldKind[] = [
  ...(['id-number', 'phone', 'email', 'name', 'form', 'remark'] as const),
  ...(['code', 'answer', 'own-data', 'secret'] as const),
];

/** What the world outside was told, kept for developers to read: no part of what the platform holds. */
const LOCAL_OUTBOX = 'platform.local_outbox_entry';

/** The tables that hold a word, sealed or in clear. */
export async function tablesHolding(
  em: EntityManager,
  encryption: FieldEncryption,
  words: readonly string[],
): Promise<Record<string, string[]>> {
  const tables = await em.execute<{ name: string }[]>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found: Record<string, string[]> = Object.fromEntries(words.map((word) => [word, []]));
  for (const { name } of tables.filter((table) => table.name !== LOCAL_OUTBOX)) {
    const rows = await em.execute<{ text: string }[]>(`select to_jsonb(t)::text as text from ${name} t`);
    const text = opened(encryption, rows.map((row) => row.text).join('\n'));
    for (const word of words) if (text.includes(word)) found[word]?.push(name);
  }
  return found;
}

const opened = (encryption: FieldEncryption, text: string): string =>
  text.replace(SEALED, (sealed) => openAs(encryption, sealed) ?? sealed);

/** Undefined for what is no sealed value of ours. */
function openAs(encryption: FieldEncryption, sealed: string): string | undefined {
  for (const kind of kinds) {
    try {
      // what was sealed may hold what was sealed before
      return opened(encryption, encryption.open(kind, sealed));
    } catch {
      continue;
    }
  }
  return undefined;
}
