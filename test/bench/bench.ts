import { setTimeout as pause } from 'node:timers/promises';
import { plantDemoData } from '../../src/demo/plant-demo-data.js';
import { removeCluster, startCluster } from '../support/cluster.js';
import { createTestDatabase } from '../support/database.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';
import { probe } from '../support/probe-domain.js';
import { type BareWork, startBare } from './bare.js';
import { decisionLatency } from './decision-latency.js';
import { exportCost } from './export-cost.js';
import { bareLatency, platformLatency } from './latency.js';
import { type Figures, type LoadRequest, measure } from './measure.js';
import { queueCost } from './queue-cost.js';
import { recordStatements, type Statement } from './recorded-statements.js';
import { enterTrainees, form, openPlan } from './season.js';
import { statisticsCost } from './statistics-cost.js';
import { Table } from './table.js';

// npm run bench: hot paths against the barest program that does the same work, in one run on one machine
const CONNECTIONS = 8;
const POOL_SIZE = 8;
const MILLISECONDS = 2500;
const SUBMISSIONS = 120;
const JSON_HEADERS = { 'content-type': 'application/json' };
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

await startCluster();
const database = await createTestDatabase();
const platform = await startTestPlatform('all', { DATABASE_URL: database, DATABASE_POOL_SIZE: String(POOL_SIZE) }, [
  probe,
]);
const table = new Table();
try {
  await plantDemoData(platform.platform);
  // before there are events of plans that recruitment never made, which its consumers try again and again
  console.log(`GET /plans/statistics\n${await statisticsCost(platform, platform.token({ roles: ['trainee'] }))}\n`);
  await trivialRoute();
  await planStatistics();
  const trainees = await enterTrainees(platform, SUBMISSIONS * 2 + CONNECTIONS + 1);
  await savedDraft(trainees.slice(0, CONNECTIONS));
  await submission(trainees.slice(CONNECTIONS));
  const bare = await bareLatency(database);
  table.add('decision: commit → trainee sees it', await decisionLatency(platform), bare);
  console.log(`the queue of reviews, pages of 8 kB\n${await queueCost(platform, [10_000, 1_000_000])}\n`);
  console.log(`applications to XLSX\n${await exportCost(platform, [10_000, 100_000])}\n`);
  table.add('event: commit → consumed', await platformLatency(platform), bare);
} finally {
  await platform.stop();
  await removeCluster();
}
console.log(table.text());

async function trivialRoute(): Promise<void> {
  const path = '/.well-known/jwks.json';
  const answer = await (await fetch(platform.url + path)).json();
  await compare('GET, nothing behind it', [{ method: 'GET', path, headers: {} }], {
    method: 'GET',
    path,
    answer,
    statements: [],
  });
}

async function planStatistics(): Promise<void> {
  const path = '/api/v1/plans/statistics';
  const headers = signedIn(platform, crypto.randomUUID());
  const request = { method: 'GET', path, headers };
  await compare('GET /plans/statistics', [request], await workOf('GET', path, () => ask(request)));
}

async function savedDraft(trainees: readonly string[]): Promise<void> {
  const path = '/api/v1/personal-info';
  const body = JSON.stringify(form);
  const draftOf = (trainee: string): LoadRequest => ({
    method: 'PUT',
    path,
    body,
    headers: { ...JSON_HEADERS, ...signedIn(platform, trainee), 'if-match': '"0"', 'x-lane': trainee },
  });
  for (const trainee of trainees.slice(1)) await ask(draftOf(trainee));
  const [first = ''] = trainees;
  await ask(draftOf(first));
  const again = draftOf(first);
  const work = await workOf('PUT', path, () => ask({ ...again, headers: { ...again.headers, 'if-match': '"1"' } }));
  await ask({ ...again, headers: { ...again.headers, 'if-match': '"2"' } });
  for (const trainee of trainees.slice(1)) {
    for (const version of [1, 2]) {
      const draft = draftOf(trainee);
      await ask({ ...draft, headers: { ...draft.headers, 'if-match': `"${version}"` } });
    }
  }
  const lanes = trainees.map((trainee) => ({ ...draftOf(trainee), counted: 3 }));
  const kept = new Set<string>();
  await compare('PUT /personal-info', lanes, {
    ...work,
    adapt: (statement, turn, lane) =>
      // whatever version is there is the right one: the bare program keeps no count of it
      withFreshIds(statement, turn, new Map([[first, lane]]), kept, (text) =>
        text
          .replace(/version = '?1'?(?= returning)/, 'version = version')
          .replace(/version = '?1'? \+ 1/, 'version = version + 1'),
      ),
  });
}

async function submission(trainees: readonly string[]): Promise<void> {
  const path = '/api/v1/applications';
  const plan = await openPlan(platform);
  const body = JSON.stringify({
    planId: plan.aggregateId,
    sendingUnit: '示例市人民医院',
    email: 'someone@example.org',
  });
  for (const trainee of trainees) {
    const headers = { ...JSON_HEADERS, ...signedIn(platform, trainee), 'if-match': '"0"' };
    await ask({ method: 'PUT', path: '/api/v1/personal-info', headers, body: JSON.stringify(form) });
  }
  const submits = (trainee: string): LoadRequest => ({
    method: 'POST',
    path,
    body,
    headers: { ...JSON_HEADERS, ...signedIn(platform, trainee), 'x-lane': trainee },
  });
  const [first = '', ...rest] = trainees;
  const work = await workOf('POST', path, () => ask(submits(first)));
  const kept = new Set([plan.aggregateId, plan.baseId, plan.batchId]);
  await compare(
    'POST /applications',
    rest.slice(0, SUBMISSIONS).map(submits),
    { ...work, adapt: (statement, turn, lane) => withFreshIds(statement, turn, new Map([[first, lane]]), kept) },
    { once: true, bareRequests: rest.slice(SUBMISSIONS, SUBMISSIONS * 2).map(submits) },
  );
}

/** The platform first, then the bare program, each warmed up before it is measured. */
async function compare(
  name: string,
  requests: readonly LoadRequest[],
  work: BareWork,
  { once = false, bareRequests = requests } = {},
): Promise<void> {
  const milliseconds = once ? 0 : MILLISECONDS;
  const connections = CONNECTIONS;
  const run = async (url: string, sent: readonly LoadRequest[]): Promise<Figures> => {
    if (!once && !sent.some(({ counted }) => counted)) {
      await measure({ url, requests: sent, connections, milliseconds: 1000 });
    }
    return measure({ url, requests: sent, connections, milliseconds });
  };
  const ours = await run(platform.url, requests);
  // what the measured requests left to consumers must not slow down what is measured next
  await settled();
  const bare = await startBare(database, POOL_SIZE, work);
  try {
    table.add(name, ours, await run(bare.url, bareRequests));
  } finally {
    await bare.stop();
  }
  await settled();
}

async function workOf(method: BareWork['method'], path: string, work: () => Promise<unknown>): Promise<BareWork> {
  await settled();
  let answer: unknown;
  const statements = await recordStatements(async () => (answer = await work()));
  return { method, path, answer, statements };
}

/** Ids that the request made are made anew for each turn; those of `known` are replaced by what they stand for. */
function withFreshIds(
  { text, values }: Statement,
  turn: number,
  known: ReadonlyMap<string, string>,
  kept: ReadonlySet<string>,
  adapt: (text: string) => string = (same) => same,
): Statement {
  const fresh = (id: string) =>
    known.get(id) ?? (kept.has(id) ? id : `${turn.toString(16).padStart(8, '0')}${id.slice(8)}`);
  const replaced = (value: unknown): unknown => (typeof value === 'string' ? value.replace(UUID, fresh) : value);
  return { text: adapt(text.replace(UUID, fresh)), values: values.map(replaced) };
}

async function ask({ method, path, headers, body }: LoadRequest): Promise<unknown> {
  const response = await fetch(platform.url + path, { method, headers, body });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function settled(): Promise<void> {
  for (;;) {
    const sql = 'select count(*)::int as waiting from graphile_worker.jobs where run_at <= now()';
    const [row] = await platform.em().execute<{ waiting: number }[]>(sql);
    if (row?.waiting === 0) return;
    await pause(50);
  }
}

function signedIn(on: TestPlatform, id: string): Record<string, string> {
  return { authorization: `Bearer ${on.token({ id, roles: ['trainee'] })}` };
}
