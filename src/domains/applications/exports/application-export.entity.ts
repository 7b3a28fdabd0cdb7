import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import type { ApplicationCriteria } from '../applications/application-criteria.js';
import { prefixOf } from '../uploads/object-keys.js';
import { applicationExportLifecycle } from './application-export.lifecycle.js';

const KEPT_FOR = 24 * 3600 * 1000;
// more fail one after the other only when something is wrong that another try does not mend
const MOST_TRIES = 5;

/** `masked` as in lists; `whole` as the filing of trainees needs it. */
export const personalDataForms = ['masked', 'whole'] as const;
export type PersonalDataForm = (typeof personalDataForms)[number];

const ApplicationExportSchema = defineEntity({
  name: 'ApplicationExport',
  schema: 'applications',
  tableName: 'application_export',
  properties: {
    id: p.uuid().primary(),
    // of the administrator who asked
    accountId: p.uuid(),
    state: p.enum(applicationExportLifecycle.states),
    personalData: p.enum(personalDataForms),
    // the bases of the account when it asked stand among them
    criteria: p.json<ApplicationCriteria>(),
    rowsWritten: p.integer(),
    rowsTotal: p.integer(),
    // counted by each start; what an earlier one still writes counts no more
    attempt: p.integer(),
    tries: p.integer(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
  uniques: [
    { properties: ['accountId'], where: `state in ('waiting', 'running')`, name: 'application_export_one_running' },
  ],
  indexes: [{ properties: ['expiresAt'] }],
});

/** A file of the applications that an administrator asked for, and how far the writing of it is. */
export class ApplicationExport extends ApplicationExportSchema.class {
  static request(
    accountId: string,
    asked: { criteria: ApplicationCriteria; personalData: PersonalDataForm; rowsTotal: number },
    now: Date,
  ): ApplicationExport {
    return Object.assign(new ApplicationExport(), {
      id: randomUUID(),
      accountId,
      state: applicationExportLifecycle.initial,
      ...asked,
      rowsWritten: 0,
      attempt: 0,
      tries: 0,
      createdAt: now,
      expiresAt: new Date(now.getTime() + KEPT_FOR),
    } satisfies Partial<ApplicationExport>);
  }

  static readonly objectFolder = prefixOf('export');

  /** Where the file of the present attempt lies: each has an object of its own. */
  get objectKey(): string {
    return `${ApplicationExport.objectFolder}${this.id.toLowerCase()}-${this.attempt}`;
  }

  /** An account reads what it asked for while it acts for every base of that; for anybody else there is nothing. */
  isReadableBy(admin: CallerIdentity, now: Date): boolean {
    const { ofBases } = this.criteria;
    const inScope = ofBases === null ? admin.has('province_admin') : ofBases.every((baseId) => admin.actsFor(baseId));
    return this.accountId === admin.id && inScope && now < this.expiresAt;
  }

  get isUnderWay(): boolean {
    return applicationExportLifecycle.allows(this.state, 'start');
  }

  get isWornOut(): boolean {
    return this.tries >= MOST_TRIES;
  }

  /** A try from the first row on. */
  start(): void {
    this.follow('start');
    this.tries += 1;
    this.supersede();
  }

  /** What was read so far may not be kept: the attempt under way counts no more. */
  beginAnew(): void {
    this.follow('begin-anew');
    this.supersede();
  }

  /** How many there are is known now: some may have come or gone since they were counted. */
  complete(rows: number): void {
    this.follow('complete');
    Object.assign(this, { rowsWritten: rows, rowsTotal: rows });
  }

  fail(): void {
    this.follow('fail');
  }

  private supersede(): void {
    this.attempt += 1;
    this.rowsWritten = 0;
  }

  private follow(action: (typeof applicationExportLifecycle.actions)[number]): void {
    this.state = applicationExportLifecycle.next(this.state, action);
  }
}
ApplicationExportSchema.setClass(ApplicationExport);
