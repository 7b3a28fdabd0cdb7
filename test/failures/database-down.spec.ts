import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { removeDataFolder } from '../../src/platform/database/embedded/data-folder.js';
import { ensureDatabase } from '../../src/platform/database/embedded/ensure-database.js';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/start-embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { platformSchema } from '../../src/platform/platform-schema.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';
import { probe, probeLog } from '../support/probe-domain.js';

describe('PostgreSQL goes away and comes back', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'database-down-'));
  const dataDir = path.join(home, 'postgres');
  let postgres: EmbeddedPostgres;
  let platform: TestPlatform;

  beforeAll(async () => {
    chmodSync(home, 0o755);
    postgres = await startEmbeddedPostgres({ dataDir, unsafeFast: true });
    const url = postgres.url('platform');
    await ensureDatabase(url);
    await migrate(url, [platformSchema]);
    platform = await startTestPlatform('none', { DATABASE_URL: url }, [probe]);
  });
  afterAll(async () => {
    await platform.stop();
    await postgres.stop();
    removeDataFolder(dataDir);
    rmSync(home, { recursive: true, force: true });
  });

  const send = (word: string) => platform.call('POST', '/probes', { body: { word } });

  it('answers 503 with Retry-After meanwhile, and goes on by itself afterwards', async () => {
    expect((await send('before')).status).toBe(201);
    await eventually('the word before is delivered', () => expect(probeLog.consumed).toContain('before'));

    await postgres.stop();
    const refused = await send('meanwhile');
    expect([refused.status, refused.body.code]).toEqual([503, 'platform.part-unavailable']);
    expect(refused.headers.get('retry-after')).toBe('5');
    const ready = await fetch(`${platform.url}/health/ready`);
    expect([ready.status, (await fetch(`${platform.url}/health/live`)).status]).toEqual([503, 200]);

    postgres = await startEmbeddedPostgres({ dataDir, port: postgres.port, unsafeFast: true });
    await eventually('requests are answered again', async () => expect((await send('after')).status).toBe(201));
    await eventually('the word after is delivered', () => expect(probeLog.consumed).toContain('after'));
    expect(probeLog.consumed).not.toContain('meanwhile');
    expect((await fetch(`${platform.url}/health/ready`)).status).toBe(200);
  });
});
