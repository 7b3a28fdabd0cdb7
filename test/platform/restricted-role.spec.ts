import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { domains } from '../../src/domains/index.js';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import { AuditDesk } from '../support/audit-desk.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';
import { relayDomain, WordSaid } from './relay-domain.js';

const GRANTS = new URL('../../deploy/grants.sql', import.meta.url);

describe('a platform that owns no table', () => {
  const role = `app_${randomBytes(6).toString('hex')}`;
  let ownersUrl: string;
  let owner: pg.Client;
  let platform: TestPlatform;

  beforeAll(async () => {
    ownersUrl = await createTestDatabase();
    owner = new pg.Client({ connectionString: ownersUrl });
    await owner.connect();
    const password = randomBytes(12).toString('hex');
    await owner.query(`create role ${role} login password '${password}'`);
    const grants = (await readFile(GRANTS, 'utf8')).replaceAll(':"app"', role);
    // twice, as after a second migration
    await owner.query(grants);
    await owner.query(grants);
    const url = new URL(ownersUrl);
    [url.username, url.password] = [role, password];
    platform = await startTestPlatform('all', { DATABASE_URL: url.href }, [relayDomain]);
  });
  afterAll(async () => {
    await platform.stop();
    await owner.query(`drop owned by ${role}`);
    await owner.query(`drop role ${role}`);
    await owner.end();
    await dropTestDatabase(ownersUrl);
  });

  it('publishes, consumes, runs jobs and seals its trail', async () => {
    const word = randomUUID();
    await platform.publish(WordSaid, {
      aggregateId: randomUUID(),
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      word,
    });
    await eventually('the word is kept', async () =>
      expect(await platform.em().count(AuditRecord, { subjectId: word })).toBe(1),
    );
    const desk = new AuditDesk(platform);
    await eventually('the trail is sealed', async () =>
      expect(await desk.verifies()).toMatchObject({ intact: true, head: { genuine: true } }),
    );
    const { body } = await platform.call('GET', '/management/dead-letters', {
      token: platform.token({ roles: ['system_admin'] }),
    });
    expect(body.items).toEqual([]);
  });

  it('has what it needs in the schema of every domain', async () => {
    const em = platform.em();
    for (const { name } of [...domains, { name: 'platform' }]) {
      const lacking = await em.execute(
        `select table_name, right_to from information_schema.tables
         cross join unnest(array['select', 'insert', 'update', 'delete']) as right_to
         where table_schema = ? and table_name not in ('migration', 'audit_record', 'audit_seal', 'audit_head')
           and not has_table_privilege(format('%I.%I', table_schema, table_name), right_to)`,
        [name],
      );
      expect({ name, lacking }).toEqual({ name, lacking: [] });
    }
  });

  it.each([
    'update platform.audit_record set action = action',
    'delete from platform.audit_seal',
    'truncate platform.audit_record',
    'delete from platform.audit_head',
    'alter table platform.audit_record disable trigger only_added_to',
    'drop trigger only_added_to on platform.audit_seal',
    'drop table platform.audit_record',
    'create or replace function platform.refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
    'set session_replication_role = replica',
  ])('is refused: %s', async (sql) => {
    await expect(platform.em().execute(sql)).rejects.toThrow(/permission denied|must be owner/);
  });
});
