import { randomBytes, randomUUID } from 'node:crypto';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import { AuditDesk } from '../support/audit-desk.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';
import { OtherProcess } from './other-process.js';
import { relayDomain, WordSaid } from './relay-domain.js';

// both seal one chain
const AUDIT_KEY = randomBytes(32).toString('base64url');

describe('two processes on one database', () => {
  let database: string;
  let platform: TestPlatform;
  let other: OtherProcess | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
    platform = await startTestPlatform('none', { DATABASE_URL: database, AUDIT_KEY }, [relayDomain]);
  });
  afterEach(() => other?.kill());
  afterAll(async () => {
    await platform.stop();
    await dropTestDatabase(database);
  });

  const say = (word: string) =>
    platform.publish(WordSaid, {
      aggregateId: randomUUID(),
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      word,
    });
  const kept = (word: string) => platform.em().count(AuditRecord, { action: 'keep-word', subjectId: word });
  const start = async (options = {}) => {
    other = new OtherProcess({ DATABASE_URL: database, AUDIT_KEY }, options);
    const { said } = other;
    await eventually('the other process runs', () => expect(said).toContain('started'), 45_000);
    return said;
  };

  it('apply each event once, and seal each record once', async () => {
    await start();
    const words = Array.from({ length: 60 }, (_, index) => `shared ${index}`);
    await Promise.all(words.map(say));
    await eventually('all words are kept', async () =>
      expect(await platform.em().count(AuditRecord, { action: 'keep-word' })).toBe(words.length),
    );
    for (const word of words) expect(await kept(word)).toBe(1);
    const auditor = new AuditDesk(platform);
    await eventually('all records are sealed', async () =>
      expect((await auditor.calls('?action=keep-word&limit=100')).body.items).toEqual(
        words.map(() => expect.objectContaining({ sealed: true })),
      ),
    );
    expect(await auditor.verifies()).toMatchObject({ intact: true });
  });

  it('take up within seconds what a process held that was killed', async () => {
    const said = await start({ holds: true });
    let word = '';
    await eventually('the other process holds an event', async () => {
      await say((word = randomUUID()));
      expect(said.some((line) => line.startsWith('holds'))).toBe(true);
    });
    const held = said.find((line) => line.startsWith('holds'))!.slice('holds '.length);
    expect(await kept(held)).toBe(0);

    other?.kill();
    await eventually('the survivor keeps the word', async () => expect(await kept(held)).toBe(1));
    await eventually('and every other', async () => expect(await kept(word)).toBe(1));
  });
});
