import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { AnswerRules } from './answer-rules.js';
import { changedTables, type Footprint, Footprints } from './footprint.js';
import { type Operation, readDocuments } from './operations.js';
import { requestOf, type WantedRequest } from './request-arbitrary.js';
import { SchemaValues } from './schema-arbitrary.js';
import { Tally } from './tally.js';
import type { SentRequest } from '../support/raw-request.js';
import { World } from './world.js';

// FUZZ_SEED=… replays a run; npm run test:fuzz sets FUZZ_RUNS and takes another seed each time
const RUNS = Number(process.env.FUZZ_RUNS ?? 10);
const SEED = Number(process.env.FUZZ_SEED ?? 20261123);

// a little under what Node.js reads of a request before it refuses it
const HEAD_BYTES = 15_000;

// reads that leave something behind, by what their domain says of them
const READS_THAT_WRITE: Readonly<Record<string, string>> = {};

const documents = await readDocuments();
const rules = new AnswerRules(documents);
const tally = new Tally();

describe(`every operation keeps to its document, whatever it is sent (seed ${SEED})`, () => {
  let world: World;
  let footprints: Footprints;
  let before: Footprint | undefined;

  beforeAll(async () => {
    world = await World.start();
    footprints = await Footprints.over(world.platform);
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    if (process.env.FUZZ_REPORT) process.stdout.write(tally.table());
  });

  async function keepsToItsDocument(operation: Operation, wanted: WantedRequest): Promise<void> {
    const request = await world.written(operation, wanted);
    before ??= await footprints.whenQuiet();
    const answer = await world.send(request);
    tally.count(operation.operationId, answer);

    const isRouted =
      headSize(request) < HEAD_BYTES &&
      Object.values(wanted.path).every((value) => value.length <= 200 && value.isWellFormed());
    const secret = world.secretsFrom(world.callerOf(operation, wanted)).find((one) => answer.text.includes(one));
    const faults = [rules.breachOf(operation, answer, isRouted), secret && 'tells what is private to somebody else'];
    if (answer.status >= 400 || (operation.method === 'GET' && !(operation.operationId in READS_THAT_WRITE))) {
      const after = await footprints.since(before);
      const changed = changedTables(before, after);
      if (changed.length > 0) faults.push(`${answer.status}, and changed ${changed.join(', ')}`);
      before = after;
    } else {
      if (operation.method !== 'GET' && (await world.wasRecorded(request)) === false) {
        const changed = changedTables(before, await footprints.since(before));
        if (changed.length > 0) faults.push(`left no audit record, and changed ${changed.join(', ')}`);
      }
      before = undefined;
    }
    const fault = faults.find((one) => one !== undefined);
    if (fault === undefined) return;
    before = undefined;
    throw new Error(`${fault}\n${told(request)}\n${answer.status} ${answer.text.slice(0, 1500)}`);
  }

  it.each(documents.operations.map((operation) => [operation.operationId, operation] as const))(
    '%s',
    async (_, operation) => {
      // limits by time start anew; a clock that stands still would leave nothing but 429
      world.platform.clock.advance(600);
      await world.rows.readFor(operation.path);
      const requests = requestOf(operation, new SchemaValues(documents.schemas, world.rows));
      await fc.assert(
        fc.asyncProperty(requests, (wanted) => keepsToItsDocument(operation, wanted)),
        {
          numRuns: RUNS,
          seed: seedOf(operation),
          interruptAfterTimeLimit: 5000 + RUNS * 500,
          markInterruptAsFailure: false,
        },
      );
    },
    30_000 + RUNS * 1000,
  );
});

const headSize = ({ path, headers }: SentRequest): number => path.length + JSON.stringify(headers).length;

/** Each operation gets a course of its own, the same whichever others run. */
const seedOf = ({ operationId }: Operation): number => (SEED ^ crc32(operationId)) | 0;

const told = ({ method, path, headers, body }: { method: string; path: string; headers: object; body?: Buffer }) => {
  const rest = Object.entries(headers).filter(([name]) => name !== 'authorization');
  return `${method} ${path.slice(0, 500)} ${JSON.stringify(Object.fromEntries(rest))}\n${body?.toString().slice(0, 1500) ?? ''}`;
};
