import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { ApplicationsDesk } from './applications-desk.js';
import { eventually } from './eventually.js';
import { plantApplications } from './planted-applications.js';
import { TEST_NOW } from './platform.js';
import { ErasureApproved } from '../../src/domains/accounts/contracts/index.js';
import { WriteApplicationExport } from '../../src/domains/applications/exports/write-application-export.js';
import type { Role } from '../../src/platform/access/roles.js';
import { writeTemporary } from '../../src/platform/files/temporary-file.js';
import { ObjectStore } from '../../src/platform/objects/object-store.js';
import { readWorkbook } from '../../src/platform/spreadsheets/read-workbook.js';

const DAY = 24 * 3600 * 1000;

/** Somebody who may or may not export, at the desk of applications. */
export type Exporter = ReturnType<ExportDesk['caller']>;

/** The domain alone, and who takes applications along from it as files. */
export class ExportDesk {
  private constructor(readonly desk: ApplicationsDesk) {}

  static async open(): Promise<ExportDesk> {
    return new ExportDesk(await ApplicationsDesk.open());
  }

  get objects(): ObjectStore {
    return this.desk.platform.platform.app.get(ObjectStore);
  }

  close(): Promise<void> {
    return this.desk.close();
  }

  adminOf(...baseIds: string[]): Exporter {
    return this.caller(randomUUID(), 'base_admin', baseIds);
  }

  caller(id: string, role: Role, baseIds: string[] = []) {
    const { desk } = this;
    // signed anew each time: some tests move the clock
    const call = (method: string, path: string, body?: object) =>
      desk.platform.call(method, `/management/applications/export${path}`, {
        token: desk.platform.token({ id, roles: [role], baseIds }),
        body,
      });
    const finished = (exportId: string) =>
      eventually('the file is written', async () => {
        const { body } = await call('GET', `/${exportId}`);
        expect(body.state).toBe('done');
      });
    return {
      id,
      call,
      finished,
      /** Asks for a file, and gives its id once it is written. */
      exports: async (body: object = { personalData: 'masked' }): Promise<string> => {
        const asked = await call('POST', '', body);
        expect(asked).toMatchObject({ status: 202, body: { state: 'waiting', rowsWritten: 0 } });
        await finished(asked.body.id);
        return asked.body.id as string;
      },
      rowsOf: async (exportId: string) => {
        const { body } = await call('GET', `/${exportId}/content`);
        const { pathname, search } = new URL(body.url);
        const bytes = Buffer.from(await (await fetch(`${desk.platform.url}${pathname}${search}`)).arrayBuffer());
        const file = await writeTemporary((path) => writeFile(path, bytes));
        const { rows } = await readWorkbook(file.path, 10_000).finally(() => file.remove());
        const [titles = [], ...others] = rows;
        return others.map((row) => Object.fromEntries(titles.map((title, index) => [String(title), row[index]])));
      },
      audited: () =>
        desk.rows<{ action: string; facts: object }>(
          'select action, facts from platform.audit_record where actor_id = ? order by action',
          [id],
        ),
    };
  }

  /** A plan with so many applications. */
  async season(count: number, planted?: Parameters<typeof plantApplications>[3]) {
    const plan = await this.desk.plan();
    await plantApplications(this.desk, count, [plan], planted);
    return plan;
  }

  async objectKeys(): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.objects.list('applications/export/')) keys.push(key);
    return keys;
  }

  /** An export as a process left it, that nothing works on. */
  async left(by: Exporter, ofBases: string[], { state = 'waiting', tries = 0 } = {}): Promise<string> {
    const id = randomUUID();
    await this.desk.rows(
      `insert into applications.application_export
         (id, account_id, state, personal_data, criteria, rows_written, rows_total, attempt, tries, created_at, expires_at)
       values (?, ?, ?, 'masked', ?::jsonb, 0, 1, ?, ?, ?, ?)`,
      [...[id, by.id, state, JSON.stringify({ ofBases }), tries, tries, TEST_NOW], new Date(TEST_NOW.getTime() + DAY)],
    );
    return id;
  }

  /** What the job does, once. */
  write(exportId: string): Promise<void> {
    return this.desk.platform.platform.app.get(WriteApplicationExport).run(this.desk.platform.em(), { exportId });
  }

  /** `accounts` has approved that somebody is forgotten. */
  async forgets(accountId: string): Promise<void> {
    const { platform } = this.desk;
    await platform.publish(ErasureApproved, {
      aggregateId: randomUUID(),
      aggregateVersion: 2,
      occurredAt: TEST_NOW.toISOString(),
      accountId,
      accountVersion: 5,
      phone: platform.encryption.seal('phone', '13812345678'),
      email: null,
    });
  }
}
