import { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Platform, startPlatform } from '../../src/bootstrap.js';
import { AccessTokens } from '../../src/platform/access/access-token.js';
import type { Role } from '../../src/platform/access/roles.js';
import { Clock, MovableClock } from '../../src/platform/clock/clock.js';
import { FieldEncryption } from '../../src/platform/encryption/field-encryption.js';
import type { Domain } from '../../src/platform/domain.js';
import type { DomainEvent, EventClass, EventFields } from '../../src/platform/events/domain-event.js';
import { recordEvent } from '../../src/platform/events/record-event.js';
import { guide } from '../../src/guide/guide.js';
import { createTestDatabase, dropTestDatabase } from './database.js';
import { leaksInLog, logSettings, refuseLeaks } from './leaks/run-logs.js';
import { fieldCodesSeen, watchRequests } from './leaks/watch-requests.js';

export const TEST_NOW = new Date('2026-11-23T02:00:00Z');

export interface Answer<Body = any> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A whole platform (or some of its domains) on a database of its own, listening on a free port, its clock fixed. */
export interface TestPlatform {
  readonly url: string;
  readonly clock: MovableClock;
  readonly platform: Platform;
  readonly encryption: FieldEncryption;
  /** An entity manager for looking at what was stored. */
  em(): EntityManager;
  /** Calls a route below /api/v1 with JSON (or a FormData). */
  call<Body = any>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>>;
  /** An access token as `accounts` would sign it. */
  token(caller: { id?: string; roles: Role[]; baseIds?: string[] }): string;
  /** Publishes an event as another domain would. */
  publish<E extends DomainEvent>(event: EventClass<E>, fields: EventFields<E>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * `domains` runs only those, which shows that each boots alone. `environment` adds settings; a DATABASE_URL in it is used
 * as it is, migrated by the caller, and left when the platform stops. What it logged and published is then searched for
 * secrets: `stop` throws `SecretLeaked`.
 */
export async function startTestPlatform(
  domains = 'all',
  environment: Record<string, string> = {},
  extraDomains: readonly Domain[] = [],
): Promise<TestPlatform> {
  const ownDatabase = environment.DATABASE_URL === undefined;
  const database = environment.DATABASE_URL ?? (await createTestDatabase());
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'platform-objects-'));
  const log = logSettings();
  const platform = await startPlatform(
    {
      NODE_ENV: 'test',
      ...log,
      DATABASE_URL: database,
      DATA_DIR: dataDir,
      DOMAINS: domains,
      DATABASE_POOL_SIZE: '8',
      PORT: '0',
      DEMO_DATA: 'false',
      // a suite is one address; the limits have specs of their own
      CAPTCHAS_PER_ADDRESS: '1000000',
      CODES_PER_ADDRESS: '1000000',
      FAILED_SIGN_INS_PER_ADDRESS: '1000000',
      ...environment,
    },
    [...extraDomains, watchRequests],
  );
  const { app } = platform;
  const clock = app.get<Clock, MovableClock>(Clock);
  clock.fixAt(TEST_NOW);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  return {
    url,
    clock,
    platform,
    encryption: app.get(FieldEncryption),
    em: () => app.get(EntityManager).fork(),
    call: (method, route, options) => call(`${url}/api/v1${route}`, method, options),
    token: ({ id = randomUUID(), roles, baseIds = [] }) =>
      app.get(AccessTokens).sign({ id, sessionId: randomUUID(), roles, baseIds }),
    publish: (event, fields) =>
      app
        .get(EntityManager)
        .fork()
        .transactional((em) => Promise.resolve(recordEvent(em, event, fields))),
    stop: async () => {
      await platform.stop();
      await rm(dataDir, { recursive: true, force: true });
      const leaks = leaksInLog(log.LOG_FILE);
      if (ownDatabase) await dropTestDatabase(database, leaks);
      else refuseLeaks(leaks);
      refuseWordless(fieldCodesSeen);
    },
  };
}

function refuseWordless(codes: ReadonlySet<string>): void {
  // a problem's own code may stand at a field, too
  const wordless = [...codes].filter((code) => !(code in guide.fieldCodes) && !(code in guide.advice));
  if (wordless.length === 0) return;
  throw new Error(`fields were refused with ${wordless.join(', ')}: say what it means in src/guide/field-codes.ts`);
}

async function call(url: string, method: string, { token, body, headers = {} }: CallOptions = {}): Promise<Answer> {
  const isForm = body instanceof FormData;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
  });
  const type = response.headers.get('content-type') ?? '';
  const answered: unknown = type.includes('json') ? await response.json() : Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body: answered };
}
