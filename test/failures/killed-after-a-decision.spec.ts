import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { People } from '../support/people.js';
import { PlatformProcess } from '../support/platform-process.js';

const MOMENTS = 20;
// a decision is answered after some thirty milliseconds, and all its consequences are there some thirty later
const LATEST_MILLISECONDS = 60;

interface Waiting {
  readonly applicationId: string;
  readonly caseId: string;
  readonly version: number;
}

/** A test platform makes its own, and what one process sealed another has to open. */
function secretsOfOneInstallation(): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = () => randomBytes(32).toString('base64url');
  return {
    ACCESS_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    FIELD_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    FIELD_INDEX_KEY: secret(),
    LINK_SECRET: secret(),
    AUDIT_KEY: secret(),
  };
}

/** Applications whose cases are claimed and wait for their decision, on a database that nothing runs on any more. */
async function claimedCases(environment: Record<string, string>) {
  const people = await People.gather(environment);
  const admin = await people.base('南宁基地');
  const plan = await people.plan(admin, await people.batch('2026 年度'), MOMENTS);
  const waiting: Waiting[] = [];
  for (let number = 0; number < MOMENTS; number++) {
    const trainee = await (await people.trainee()).fillsIn();
    const { id: applicationId } = await trainee.submits(plan);
    const { id: caseId } = await admin.caseOf({ id: applicationId });
    const { version } = await admin.claims({ id: caseId });
    waiting.push({ applicationId, caseId, version });
  }
  const { id, baseId } = admin;
  const token = people.platform.token({ id, roles: ['base_admin'], baseIds: [baseId] });
  await people.part();
  return { waiting, token };
}

function decide(url: string, token: string, { caseId, version }: Waiting, outcome: 'passed' | 'returned') {
  return fetch(`${url}/api/v1/management/reviews/${caseId}/decision`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'if-match': `"${version}"`,
      'idempotency-key': `decide-${caseId}`,
    },
    body: JSON.stringify(outcome === 'passed' ? { outcome } : { outcome, reason: '材料不齐' }),
  });
}

it('kill -9 at twenty moments around a decision leaves none without its consequences', async () => {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'killed-after-'));
  const installation = { DATA_DIR: dataDir, ...secretsOfOneInstallation() };
  const { waiting, token } = await claimedCases({ ...installation, DATABASE_URL: database });
  const moments = fc.sample(fc.integer({ min: 0, max: LATEST_MILLISECONDS }), { numRuns: MOMENTS, seed: 20261128 });
  const outcomeOf = (number: number) => (number % 3 === 0 ? 'returned' : 'passed');
  const answered = { before: 0, after: 0 };
  let platform = await PlatformProcess.start(database, installation);
  try {
    for (const [number, one] of waiting.entries()) {
      const answer = decide(platform.url, token, one, outcomeOf(number)).catch(() => undefined);
      // every other moment is counted from the answer: the decision is there, its consequences come
      if (number % 2 === 1) await answer;
      await new Promise((resolve) => setTimeout(resolve, moments[number]));
      await platform.kill();
      const status = (await answer)?.status;
      platform = await PlatformProcess.start(database, installation);
      if (status === undefined) {
        // whoever got no answer asks again, and is answered once
        expect((await decide(platform.url, token, one, outcomeOf(number))).status).toBe(200);
        answered.after += 1;
      } else {
        expect(status).toBe(200);
        answered.before += 1;
      }
    }
  } finally {
    await platform.kill();
  }
  // both kinds of moments were met, or the test proves half of what it says
  expect(answered.before).toBeGreaterThanOrEqual(MOMENTS / 2);
  expect(answered.after).toBeGreaterThan(0);

  const restarted = await People.gather({ ...installation, DATABASE_URL: database });
  try {
    await restarted.settled();
    const rows = (sql: string) => restarted.rows<Record<string, unknown>>(sql);
    const found = new Map(
      (await rows('select id, status, version from applications.application')).map((row) => [row.id, row]),
    );
    for (const [number, { applicationId }] of waiting.entries()) {
      const status = outcomeOf(number) === 'passed' ? 'first_review_passed' : 'first_review_returned';
      expect(found.get(applicationId)).toMatchObject({ status, version: 2 });
    }
    const once = { least: 1, most: 1, of: MOMENTS };
    const counted = async (sql: string) =>
      (await rows(`select min(n)::int as least, max(n)::int as most, count(*)::int as of from (${sql}) counted`))[0];
    expect(
      await counted(
        `select count(*) as n from platform.outbox_message where name = 'review.case-decided' group by aggregate_id`,
      ),
    ).toEqual(once);
    expect(
      await counted(
        `select count(*) as n from applications.timeline_entry where action like '%first-review' group by application_id`,
      ),
    ).toEqual(once);
  } finally {
    // nothing impossible among it
    await restarted.part();
    await rm(dataDir, { recursive: true, force: true });
    await dropTestDatabase(database);
  }
}, 600_000);
