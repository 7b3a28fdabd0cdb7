import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import type { StoredObject } from '../../../platform/objects/object-store.js';
import { answeringDomainNames } from './answering-domains.js';
import { dataExportLifecycle, type DataExportStatus } from './data-export.lifecycle.js';
import { DataExportTooSoon, DataExportUnderWay } from './data-export.problems.js';

const HOUR = 3600 * 1000;
const ONE_IN = 24 * HOUR;
const ANSWERED_WITHIN = 12 * HOUR;
const KEPT_FOR = 7 * 24 * HOUR;

const DataExportSchema = defineEntity({
  name: 'DataExport',
  schema: 'accounts',
  tableName: 'data_export',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    accountId: p.uuid(),
    status: p.enum(dataExportLifecycle.states),
    requestedAt: p.datetime(),
    // when it fails unless every part has come
    answersDueAt: p.datetime(),
    readyAt: p.datetime().strictNullable(),
    expiresAt: p.datetime().strictNullable(),
    size: p.bigint('number').strictNullable(),
    sha256: p.string().columnType('char(64)').strictNullable(),
  },
  uniques: [{ properties: ['accountId'], where: "status = 'collecting'", name: 'data_export_one_under_way' }],
  indexes: [
    { properties: ['accountId', 'requestedAt'], name: 'data_export_newest_index' },
    { properties: ['answersDueAt'], where: "status = 'collecting'", name: 'data_export_due_index' },
    { properties: ['expiresAt'], where: "status = 'ready'", name: 'data_export_expiry_index' },
  ],
  checks: [
    {
      name: 'data_export_ready_completely',
      expression:
        "(status in ('ready', 'expired')) = (ready_at is not null) and num_nulls(ready_at, expires_at, size, sha256) in (0, 4)",
    },
  ],
});

/** A trainee's request for everything that is held about them, and the ZIP file that comes of it. */
export class DataExport extends DataExportSchema.class {
  /** Refused while one is under way, and for a day after one that did not fail. */
  static request(accountId: string, newest: DataExport | null, now: Date): DataExport {
    if (newest?.status === 'collecting') throw new DataExportUnderWay();
    const again = newest && newest.status !== 'failed' ? newest.requestedAt.getTime() + ONE_IN : 0;
    const wait = again - now.getTime();
    if (wait > 0) throw new DataExportTooSoon({ retryAfterSeconds: Math.ceil(wait / 1000) });
    return Object.assign(new DataExport(), {
      id: randomUUID(),
      version: 1,
      accountId,
      status: dataExportLifecycle.initial,
      requestedAt: now,
      answersDueAt: new Date(now.getTime() + ANSWERED_WITHIN),
      readyAt: null,
      expiresAt: null,
      size: null,
      sha256: null,
    } satisfies Partial<DataExport>);
  }

  /** Where the ZIP file lies. */
  get objectKey(): string {
    return `${DataExport.objectFolder}${this.id.toLowerCase()}`;
  }

  static readonly objectFolder = 'accounts/data-exports/';

  /** The state at `now`: what is past its time counts as expired, whether or not the sweep has come by. */
  statusAt(now: Date): DataExportStatus {
    return this.status === 'ready' && this.expiresAt !== null && this.expiresAt <= now ? 'expired' : this.status;
  }

  complete({ size, sha256 }: StoredObject, now: Date): Date {
    this.follow('complete');
    const expiresAt = new Date(now.getTime() + KEPT_FOR);
    Object.assign(this, { readyAt: now, expiresAt, size, sha256 });
    return expiresAt;
  }

  fail(): void {
    this.follow('fail');
  }

  expire(): void {
    this.follow('expire');
  }

  // counted here and not by the mapper: every change is made under the row's lock
  private follow(action: (typeof dataExportLifecycle.actions)[number]): void {
    this.status = dataExportLifecycle.next(this.status, action);
    this.version += 1;
  }
}
DataExportSchema.setClass(DataExport);

const DataExportPartSchema = defineEntity({
  name: 'DataExportPart',
  schema: 'accounts',
  tableName: 'data_export_part',
  properties: {
    exportId: p.uuid().primary(),
    domain: p.enum(answeringDomainNames).primary(),
    // of the part in the object store; parts are removed once the export is no longer being collected
    partKey: p.string().length(200),
    answeredAt: p.datetime(),
  },
});

/** What one domain answered to an export. */
export class DataExportPart extends DataExportPartSchema.class {}
DataExportPartSchema.setClass(DataExportPart);
