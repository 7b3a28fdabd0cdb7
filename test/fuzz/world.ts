import { randomBytes, randomUUID } from 'node:crypto';
import { plantDemoData } from '../../src/demo/plant-demo-data.js';
import { roles } from '../../src/platform/access/roles.js';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import { OutboxEntry } from '../../src/platform/local/outbox-entry.entity.js';
import { PASSWORD, someIdNumber } from '../support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';
import type { Operation } from './operations.js';
import { findStaff, type Person, playTrainees } from './people.js';
import type { WantedRequest } from './request-arbitrary.js';
import { Rows } from './rows.js';
import { send, type SentAnswer, type SentRequest } from '../support/raw-request.js';

/** A platform in full swing: staff, plans, and trainees at several points of their way. */
export class World {
  private constructor(
    readonly platform: TestPlatform,
    private readonly people: readonly Person[],
    readonly rows: Rows,
  ) {}

  static async start(): Promise<World> {
    const platform = await startTestPlatform();
    await plantDemoData(platform.platform);
    const people = [...(await playTrainees(platform)), ...(await findStaff(platform))];
    const rows = new Rows(platform, {
      identifier: people.flatMap(({ identifiers }) => identifiers),
      password: [PASSWORD, ...people.map(({ password }) => password)],
      passwordConfirmation: [PASSWORD],
      idNumber: Array.from({ length: 9 }, someIdNumber),
      currentPassword: people.map(({ password }) => password),
      format: ['pdf'],
    });
    return new World(platform, people, rows);
  }

  /** Who sends it: one of those who may, now and then nobody when anyone may. */
  callerOf(operation: Operation, { caller }: WantedRequest): Person | undefined {
    // some look at the token although they let anyone in: sign-out, the change of a one-time password
    if (operation.roles.includes('anyone')) return this.people[caller % (this.people.length * 2)];
    const able = this.people.filter((person) => person.roles.some((role) => operation.roles.includes(role)));
    return able[caller % able.length];
  }

  /** What goes over the wire for a wanted request. */
  async written(operation: Operation, wanted: WantedRequest): Promise<SentRequest> {
    const authorization = this.authorization(operation, wanted);
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(wanted.path[name] ?? ''));
    const query = wanted.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
    const ifMatch = wanted.ifMatch === 'current' ? await this.currentETag(path, authorization) : wanted.ifMatch;
    return {
      method: operation.method,
      path: query === '' ? path : `${path}?${query}`,
      headers: {
        traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`,
        ...wanted.headers,
        ...(authorization !== undefined && { authorization }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      body: wanted.solvesCaptcha ? await this.withSolvedCaptcha(wanted.body) : wanted.body,
    };
  }

  /** Whether the request left an audit record; undefined when it goes by no trace id of ours, or repeats another. */
  async wasRecorded({ headers }: SentRequest): Promise<boolean | undefined> {
    const traceId = headers.traceparent?.split('-')[1];
    if (traceId?.length !== 32 || /^0+$/.test(traceId) || headers['idempotency-key'] !== undefined) return undefined;
    return (await this.platform.em().count(AuditRecord, { traceId })) > 0;
  }

  send(request: SentRequest): Promise<SentAnswer> {
    return send(this.platform.url, request);
  }

  /** What nobody but others may be told: found in an answer to this caller, it has leaked. */
  secretsFrom(caller: Person | undefined): string[] {
    if (caller?.handlesApplications) return [];
    return this.people.filter(({ id }) => id !== caller?.id).flatMap(({ secrets }) => secrets);
  }

  stop(): Promise<void> {
    return this.platform.stop();
  }

  private authorization(operation: Operation, wanted: WantedRequest): string | undefined {
    const right = this.callerOf(operation, wanted);
    if (wanted.authorization === 'none') return undefined;
    if (wanted.authorization === 'garbage') return 'Bearer x.y.z';
    if (wanted.authorization === 'other-role') {
      const other = roles.find((role) => !operation.roles.includes(role)) ?? 'auditor';
      return `Bearer ${this.platform.token({ id: randomUUID(), roles: [other] })}`;
    }
    return right && `Bearer ${this.platform.token(right)}`;
  }

  /** The version of what a PUT is about: of its own address, or of the one above it. */
  private async currentETag(path: string, authorization: string | undefined): Promise<string> {
    for (const address of [path, path.replace(/\/[^/]+$/, '')]) {
      const { headers } = await this.send({
        method: 'GET',
        path: address,
        headers: authorization === undefined ? {} : { authorization },
      });
      if (headers.etag !== undefined) return headers.etag;
    }
    return '"1"';
  }

  private async withSolvedCaptcha(body: Buffer | undefined): Promise<Buffer | undefined> {
    if (!body?.includes('"captchaId"')) return body;
    const fields = jsonObjectIn(body);
    if (!fields || !('captchaId' in fields)) return body;
    const { body: captcha } = await this.platform.call('POST', '/captchas');
    const entry = await this.platform.em().findOne(OutboxEntry, { captchaId: captcha.captchaId });
    return Buffer.from(JSON.stringify({ ...fields, captchaId: captcha.captchaId, captchaAnswer: entry?.code }));
  }
}

function jsonObjectIn(body: Buffer): object | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Percent-encoded; a lone surrogate, which no UTF-8 can say, becomes bytes that are none. */
const encoded = (text: string): string =>
  text.isWellFormed() ? encodeURIComponent(text) : `${encodeURIComponent(text.toWellFormed())}%ED%A0%80`;
