import type { Known } from './schema-arbitrary.js';
import type { TestPlatform } from '../support/platform.js';

// segments of paths and names of fields whose table is called otherwise
const TABLES: Readonly<Record<string, string>> = {
  base: 'training_base',
  review: 'review_case',
  case: 'review_case',
  training: 'training_record',
  room: 'exam_room',
  'exam-ticket': 'seat',
  ticket: 'seat',
  message: 'in_app_message',
  'staff-account': 'account',
  entrie: 'admission_list_entry',
  page: 'signature_page',
  'phone-change': 'contact_change',
  'email-change': 'contact_change',
  batche: 'batch',
  deliverie: 'delivery',
};

/** The ids and numbers of what is stored, so that requests are about things that exist. */
export class Rows implements Known {
  private ids = new Map<string, string[]>();
  private values: Readonly<Record<string, readonly string[]>> = {};
  private kindOfId = '';

  constructor(
    private readonly platform: TestPlatform,
    private readonly fixedValues: Readonly<Record<string, readonly string[]>>,
  ) {}

  /** Reads what is there now; `path` tells what its own `{id}` stands for. */
  async readFor(path: string): Promise<void> {
    this.kindOfId = /([^/]+)\/\{id\}/.exec(path)?.[1] ?? '';
    this.ids = new Map();
    for (const { schema, table } of await this.tablesWithIds()) {
      const rows = await this.ask<{ id: string }>(`select id from ${schema}.${table} order by id limit 25`);
      this.ids.set(table, [...(this.ids.get(table) ?? []), ...rows.map(({ id }) => id)]);
    }
    const numbers = await this.ask<{ number: string }>(
      `select ticket_number as number from exams.seat where ticket_number is not null
       union select number from applications.issued_form`,
    );
    this.values = {
      ...this.fixedValues,
      number: path.includes('/verifications/') ? numbers.map(({ number }) => number) : ['1', '2'],
    };
  }

  idsOf(name: string): readonly string[] {
    const word = (name === 'id' ? this.kindOfId : name).replace(/Ids?$/, '').replace(/s$/, '');
    const snake = word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_');
    return this.ids.get(TABLES[word] ?? snake) ?? [];
  }

  valuesOf(name: string): readonly string[] {
    return this.values[name] ?? [];
  }

  private tablesWithIds(): Promise<{ schema: string; table: string }[]> {
    return this.ask(
      `select table_schema as schema, table_name as table from information_schema.columns
       where column_name = 'id' and data_type = 'uuid' and table_schema not in ('graphile_worker', 'platform')
       order by table_schema, table_name`,
    );
  }

  private ask<Row>(sql: string): Promise<Row[]> {
    return this.platform.em().execute<Row[]>(sql);
  }
}
