import { eventually } from '../support/eventually.js';
import type { TestPlatform } from '../support/platform.js';

// what counts tries and opens captchas has to remember a refusal, too; and a job sweeps these by time
const REMEMBERS_REFUSALS = [
  'accounts.address_count',
  'accounts.captcha',
  'accounts.code',
  'accounts.contact_change',
  'accounts.failed_sign_in',
  'accounts.password_reset',
  'accounts.refresh_token',
  'accounts.registration',
  'accounts.session',
];

/** What is stored at a moment. */
export interface Footprint {
  /** The number that the next transaction to write anything anywhere will get. */
  readonly nextTransaction: string;
  /** By table, what changes with every row written or removed. */
  readonly tables: ReadonlyMap<string, string>;
}

/** Sees whether anything was written anywhere in the domains' tables or published. */
export class Footprints {
  private constructor(
    private readonly platform: TestPlatform,
    private readonly tables: readonly string[],
  ) {}

  static async over(platform: TestPlatform): Promise<Footprints> {
    const rows = await platform.em().execute<{ name: string }[]>(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_name <> 'migration'
         and (table_schema not in ('graphile_worker', 'platform', 'information_schema', 'pg_catalog')
              or table_schema || '.' || table_name = 'platform.outbox_message')`,
    );
    return new Footprints(
      platform,
      rows.map(({ name }) => name).filter((name) => !REMEMBERS_REFUSALS.includes(name)),
    );
  }

  /** The footprint once every event that was published is dealt with. */
  async whenQuiet(): Promise<Footprint> {
    await eventually('all events are dealt with', async () => {
      const [{ waiting } = { waiting: 1 }] = await this.platform
        .em()
        .execute<{ waiting: number }[]>(
          'select count(*)::int as waiting from graphile_worker.jobs where run_at <= now() and attempts < max_attempts',
        );
      expect(waiting).toBe(0);
    });
    return this.read(await this.nextTransaction());
  }

  /** The present footprint; `before` itself when nobody has written since, which costs next to nothing to see. */
  async since(before: Footprint): Promise<Footprint> {
    const nextTransaction = await this.nextTransaction();
    return nextTransaction === before.nextTransaction ? before : this.read(nextTransaction);
  }

  private async nextTransaction(): Promise<string> {
    const sql = 'select pg_snapshot_xmax(pg_current_snapshot())::text as next';
    const [row] = await this.platform.em().execute<{ next: string }[]>(sql);
    return row?.next ?? '';
  }

  private async read(nextTransaction: string): Promise<Footprint> {
    // a row's xmin is the transaction that wrote it: an update changes the sum as an insert does
    const parts = this.tables.map(
      (name) =>
        `select '${name}' as name, count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) as print from ${name}`,
    );
    const rows = await this.platform.em().execute<{ name: string; print: string }[]>(parts.join(' union all '));
    return { nextTransaction, tables: new Map(rows.map(({ name, print }) => [name, print])) };
  }
}

/** The tables that differ. */
export const changedTables = (before: Footprint, after: Footprint): string[] =>
  [...after.tables].filter(([name, print]) => before.tables.get(name) !== print).map(([name]) => name);
