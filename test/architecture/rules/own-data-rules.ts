import type pg from 'pg';
import type { Consumption } from '../../../src/platform/events/consumes.js';
import { wireIdentity } from '../../../src/platform/events/domain-event.js';

/** Columns by which a table's rows are about one trainee, or say who that is. */
const ABOUT_A_TRAINEE =
  /^(trainee|account|application|applicant|training|recipient)_id$|(^|_)(applicant_name|masked_name|id_number|phone|phone_index|recipient)$/;

/** `schema.table.column` of every column that names a trainee, by the schema that it stands in. */
export async function columnsAboutTrainees(
  client: pg.Client,
  schemas: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ schema: string; column: string; name: string }>(
    `select table_schema as schema, table_schema || '.' || table_name || '.' || column_name as column, column_name as name
     from information_schema.columns where table_schema = any($1) order by 2`,
    [schemas],
  );
  const found = new Map<string, string[]>();
  for (const { schema, column } of rows.filter(({ name }) => ABOUT_A_TRAINEE.test(name))) {
    found.set(schema, [...(found.get(schema) ?? []), column]);
  }
  return found;
}

export interface Protocol {
  /** The events that ask: a domain consumes one of them. */
  readonly questions: readonly string[];
  /** `own-data-exported`: what a domain's answer is called after its own name. */
  readonly answer: string;
  /** The domain that asks, consumes the others' answers and needs none of its own. */
  readonly asker: string;
}

/** Domains that hold something of trainees and do not answer, or whose answer nobody takes; and listed ones without any. */
export function unansweredQuestions(
  about: ReadonlyMap<string, readonly string[]>,
  listed: readonly string[],
  consumptions: readonly Consumption[],
  { questions, answer, asker }: Protocol,
): string[] {
  const consumed = (domain: string, names: readonly string[]) =>
    consumptions.some(
      ({ consumer, event }) => consumer.startsWith(`${domain}.`) && names.includes(wireIdentity(event).name),
    );
  return [
    ...[...about]
      .filter(([domain]) => !listed.includes(domain))
      .map(([domain, [column]]) => `${domain} is not asked, but has ${column}`),
    ...listed.filter((domain) => !about.has(domain)).map((domain) => `${domain} is asked, but has nothing`),
    ...listed.filter((domain) => !consumed(domain, questions)).map((domain) => `${domain} does not hear the question`),
    ...listed
      .filter((domain) => domain !== asker && !consumed(asker, [`${domain}.${answer}`]))
      .map((domain) => `${asker} does not hear the answer of ${domain}`),
  ];
}
