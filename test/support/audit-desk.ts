import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { Role } from '../../src/platform/access/roles.js';
import { type Actor, type AuditEntry, recordAudit } from '../../src/platform/audit/record-audit.js';
import { SealAudit } from '../../src/platform/audit/seal-audit.js';
import { TEST_NOW, type TestPlatform } from './platform.js';

const GUARDS = [
  ['audit_record', 'only_added_to'],
  ['audit_seal', 'only_added_to'],
  ['audit_head', 'only_moved_on'],
  ['audit_head', 'never_moved_back'],
] as const;

/** Switches the guards of the audit tables off, for the transaction of `em`, or on again: as whoever owns the tables can. */
export async function switchGuards(em: EntityManager, state: 'enable' | 'disable'): Promise<void> {
  for (const [table, guard] of GUARDS) await em.execute(`alter table platform.${table} ${state} trigger ${guard}`);
}

/** Writes a record for each entry, in the transaction of `em`; what an entry does not say is of no matter. */
export async function writeRecords(
  em: EntityManager,
  entries: readonly (Partial<AuditEntry> & { actor?: Actor })[],
): Promise<void> {
  for (const { actor = 'platform', ...entry } of entries) {
    recordAudit(em, actor, { action: 'try', subjectType: 'trial', subjectId: randomUUID(), at: TEST_NOW, ...entry });
  }
  await em.flush();
}

/** Somebody who writes, seals, reads and tampers with the audit trail of a platform. */
export class AuditDesk {
  readonly auditor = { id: randomUUID(), roles: ['auditor'] as Role[] };

  constructor(private readonly platform: TestPlatform) {}

  writes(...entries: (Partial<AuditEntry> & { actor?: Actor })[]): Promise<void> {
    return this.platform.em().transactional((em) => writeRecords(em, entries));
  }

  /** Seals everything that waits. */
  async seals(): Promise<void> {
    const sealAudit = this.platform.platform.app.get(SealAudit);
    while ((await sealAudit.run()) > 0);
  }

  /** Does to the trail what its guards let nobody do. */
  async tampers(...statements: string[]): Promise<void> {
    await this.platform.em().transactional(async (em) => {
      await switchGuards(em, 'disable');
      for (const sql of statements) await em.execute(sql);
      await switchGuards(em, 'enable');
    });
  }

  calls(path: string) {
    return this.platform.call('GET', `/management/audit-events${path}`, { token: this.platform.token(this.auditor) });
  }

  /** The answer to a verification. */
  async verifies(query = ''): Promise<any> {
    const { status, body } = await this.calls(`/verification${query}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body;
  }
}
