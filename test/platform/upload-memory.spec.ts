import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { AccountRegistered } from '../../src/domains/accounts/contracts/index.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { hostileFiles } from '../support/hostile-files.js';
import { pdfOf } from '../support/made-files.js';
import { PlatformProcess } from '../support/platform-process.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';

const MEGABYTE = 1024 * 1024;
const AT_ONCE = 50;
/** What 50 uploads of 20 MB may add to a process that has nothing to do. */
const MOST_MEGABYTES = 300;

describe('the memory of a process that takes uploads', () => {
  let database: string;
  let platform: TestPlatform;
  let other: PlatformProcess;
  // before the first upload
  let idle: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    const keys = {
      FIELD_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      FIELD_INDEX_KEY: randomBytes(32).toString('hex'),
    };
    platform = await startTestPlatform('accounts', { ...keys, DATABASE_URL: database });
    const publishedKeys = await (await fetch(`${platform.url}/.well-known/jwks.json`)).text();
    other = await PlatformProcess.start(
      database,
      { ...keys, ACCESS_PUBLIC_KEYS: publishedKeys, LOG_LEVEL: 'warn' },
      'applications',
    );
    idle = await megabytes();
  }, 90_000);
  afterAll(async () => {
    await other.stop();
    await platform.stop();
    await dropTestDatabase(database);
  });

  /** A trainee who is known where files are kept, by a token. */
  async function trainee(): Promise<string> {
    const id = randomUUID();
    const { encryption } = platform;
    await platform.publish(AccountRegistered, {
      aggregateId: id,
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      name: encryption.seal('name', '张小明'),
      maskedName: '张*明',
      idNumber: encryption.seal('id-number', '450103199003071231'),
      idNumberIndex: encryption.index('id-number', '450103199003071231'),
      phone: encryption.seal('phone', '13812345678'),
      email: null,
    });
    const token = platform.token({ id, roles: ['trainee'] });
    await eventually('the trainee is known', async () => {
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${other.url}/api/v1/personal-info`, { headers })).status).toBe(200);
    });
    return token;
  }

  async function upload(token: string, kind: string, file: Buffer, fileName: string, key = randomUUID()) {
    const form = new FormData();
    form.append('kind', kind);
    form.append('file', new Blob([new Uint8Array(file)]), fileName);
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
    const answer = await fetch(`${other.url}/api/v1/attachments`, { method: 'POST', headers, body: form });
    await answer.arrayBuffer();
    return answer;
  }

  /** As often as it is asked to, until it is kept. */
  async function uploadInTheEnd(...[token, kind, file, fileName]: Parameters<typeof upload>): Promise<void> {
    const key = randomUUID();
    for (;;) {
      const { status } = await upload(token, kind, file, fileName, key);
      if (status === 201) return;
      // too many wait: the same key again, as the answer asks for
      expect(status).toBe(503);
    }
  }

  const megabytes = async (): Promise<number> => {
    const status = await readFile(`/proc/${other.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  };

  /** The most that the process takes while `work` goes on, above what it took when it had nothing to do. */
  async function growth(work: () => Promise<unknown>): Promise<number> {
    let most = idle;
    const over = new AbortController();
    const watching = (async () => {
      while (!over.signal.aborted) {
        most = Math.max(most, await megabytes());
        await pause(25);
      }
    })();
    await work().finally(() => over.abort());
    await watching;
    return most - idle;
  }

  it('stays flat while hostile files come', async () => {
    const token = await trainee();
    const grown = await growth(async () => {
      for (const { kind, make, fileName, refused } of hostileFiles) {
        expect((await upload(token, kind, await make(), fileName)).status).toBe(refused[0]);
      }
    });
    expect(grown).toBeLessThan(150);
  }, 60_000);

  it(`grows by less than ${MOST_MEGABYTES} MB under ${AT_ONCE} uploads of 20 MB at once`, async () => {
    const scan = await pdfOf(({ context }) => context.register(context.stream(randomBytes(19.9 * MEGABYTE))));
    const [width, height] = [4800, 3600];
    const picture = await sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 96 })
      .toBuffer();
    for (const { length } of [scan, picture]) {
      expect(length).toBeGreaterThan(17 * MEGABYTE);
      expect(length).toBeLessThan(20 * MEGABYTE);
    }
    const tokens = await Promise.all(Array.from({ length: 10 }, trainee));
    const files = Array.from({ length: AT_ONCE }, (_, at) =>
      at % 10 < 8 ? ([scan, '扫描.pdf'] as const) : ([picture, '照片.jpg'] as const),
    );
    const kinds = ['id-card-front', 'id-card-back', 'education-certificate', 'degree-certificate', 'other'];
    const grown = await growth(() =>
      Promise.all(
        files.map(([file, name], at) =>
          uploadInTheEnd(tokens[at % 10] ?? '', kinds[Math.floor(at / 10)] ?? '', file, name),
        ),
      ),
    );
    expect(grown).toBeLessThan(MOST_MEGABYTES);
  }, 120_000);
});
