import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { probeLog, ProbeSent } from '../support/probe-domain.js';
import { TEST_NOW, type TestPlatform } from '../support/platform.js';
import { quantiles } from './measure.js';

const EVENTS = 150;

/** From the commit of an event until its consumer has run, one after another: milliseconds. */
export async function platformLatency(platform: TestPlatform) {
  return oneByOne(async (word) => {
    await platform.publish(ProbeSent, {
      aggregateId: randomUUID(),
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      word,
    });
    const begun = performance.now();
    while (!probeLog.consumed.includes(word)) await new Promise((resolve) => setImmediate(resolve));
    return performance.now() - begun;
  });
}

/** The least that a durable event costs: a row and a NOTIFY in one transaction, and a listener that reads the row and leaves a receipt. */
export async function bareLatency(databaseUrl: string) {
  const [sender, listener] = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)];
  await Promise.all([sender.connect(), listener.connect()]);
  await sender.query('create table bare_event (word text primary key)');
  await sender.query('create table bare_receipt (word text primary key)');
  const heard = new Map<string, () => void>();
  listener.on('notification', ({ payload = '' }) => {
    void (async () => {
      await listener.query('select word from bare_event where word = $1', [payload]);
      await listener.query('insert into bare_receipt values ($1)', [payload]);
      heard.get(payload)?.();
    })();
  });
  await listener.query('listen bare_event');
  try {
    return await oneByOne(async (word) => {
      const done = new Promise<void>((resolve) => heard.set(word, resolve));
      await sender.query('begin');
      await sender.query('insert into bare_event values ($1)', [word]);
      await sender.query("select pg_notify('bare_event', $1)", [word]);
      await sender.query('commit');
      const begun = performance.now();
      await done;
      return performance.now() - begun;
    });
  } finally {
    await Promise.all([sender.end(), listener.end()]);
  }
}

async function oneByOne(take: (word: string) => Promise<number>) {
  const latencies: number[] = [];
  const begun = performance.now();
  for (let index = 0; index < EVENTS; index++) latencies.push(await take(`w${index}`));
  return { rate: (EVENTS * 1000) / (performance.now() - begun), ...quantiles(latencies) };
}
