import { AuditSeal } from '../../src/platform/audit/audit-seal.entity.js';
import { recordAudit } from '../../src/platform/audit/record-audit.js';
import { SEAL_BATCH, SealAudit } from '../../src/platform/audit/seal-audit.js';
import { changes } from '../support/audit-chain.js';
import { AuditDesk } from '../support/audit-desk.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';

describe('the sealing of the audit trail', () => {
  let platform: TestPlatform;
  let desk: AuditDesk;
  let sealAudit: SealAudit;
  const logged: { message: string; position?: number }[] = [];

  beforeEach(async () => {
    // nobody seals but these tests
    platform = await startTestPlatform('none', { ROLES: 'api' });
    const keep = (line: { message: string }) => void logged.push(line);
    platform.platform.app.useLogger({ log: keep, error: keep, warn: keep, debug: keep });
    logged.length = 0;
    desk = new AuditDesk(platform);
    sealAudit = platform.platform.app.get(SealAudit);
  });
  afterEach(() => platform.stop());

  /** What the sealed records are about, in the order of the chain. */
  const sealed = async () => {
    const rows = await platform
      .em()
      .execute<{ subject: string }[]>(
        `select r.subject_id as subject from platform.audit_seal s join platform.audit_record r on r.id = s.record_id order by position`,
      );
    return rows.map(({ subject }) => subject);
  };

  it('keeps the order in which records were written, whatever their times; who commits late is sealed late', async () => {
    const late = platform.em();
    await late.begin();
    const before = new Date(TEST_NOW.getTime() - 60_000);
    recordAudit(late, 'platform', { action: 'try', subjectType: 'trial', subjectId: 'late', at: before });
    await late.flush();
    await desk.writes({ subjectId: 'first' }, { subjectId: 'second', at: before }, { subjectId: 'third' });
    await desk.seals();
    expect(await sealed()).toEqual(['first', 'second', 'third']);
    await late.commit();
    await desk.seals();
    expect(await sealed()).toEqual(['first', 'second', 'third', 'late']);
    expect(await desk.verifies()).toMatchObject({ intact: true, verifiedCount: 4 });
  });

  it('takes many at once batch by batch, and each once however many are at it', async () => {
    const count = 2 * SEAL_BATCH + 7;
    await desk.writes(...Array.from({ length: count }, (_, index) => ({ subjectId: String(index) })));
    const counts: number[] = [];
    for (let round = 0; round < 3; round++) {
      counts.push(...(await Promise.all(Array.from({ length: 4 }, () => sealAudit.run()))));
    }
    await desk.seals();
    expect(counts.filter((one) => one > 0).every((one) => one === SEAL_BATCH || one === 7)).toBe(true);
    expect(await sealed()).toEqual(Array.from({ length: count }, (_, index) => String(index)));
    expect(await desk.verifies()).toMatchObject({ intact: true, sealedCount: count, verifiedCount: count });
  });

  it('stops where the head is not genuine, loses no record, and goes on when it is again', async () => {
    await desk.writes({}, {});
    await desk.seals();
    await desk.writes({ subjectId: 'waits' });
    await desk.tampers('update platform.audit_head set position = 1');
    await expect(sealAudit.run()).rejects.toThrow('the head of the audit chain was changed, or AUDIT_KEY is another');
    expect(await desk.verifies()).toMatchObject({ sealedCount: 2, firstBroken: { reason: 'head-changed' } });
    await desk.tampers(
      'create table platform.head_kept as select * from platform.audit_head',
      'delete from platform.audit_head',
    );
    await expect(sealAudit.run()).rejects.toThrow('the head of the audit chain is missing');

    await desk.tampers(
      'insert into platform.audit_head select * from platform.head_kept',
      'update platform.audit_head set position = 2',
    );
    await desk.seals();
    expect(await desk.verifies()).toMatchObject({ intact: true, sealedCount: 4 });
  });

  it('is not held up by what waits wrongly: a record sealed already, or gone', async () => {
    await desk.writes({}, {});
    await desk.seals();
    await desk.tampers(
      'insert into platform.unsealed_audit_record (record_id) select record_id from platform.audit_seal',
      'insert into platform.unsealed_audit_record (record_id) values (gen_random_uuid())',
    );
    await desk.writes({ subjectId: 'waits' });
    await desk.seals();
    expect((await sealed()).at(-1)).toBe('waits');
  });

  it('tells the log where the chain ends, once an hour at the most', async () => {
    const told = () =>
      logged.filter(({ message }) => message === 'head of the audit chain').map(({ position }) => position);
    for (const minutes of [0, 30, 29, 1, 61]) {
      platform.clock.advance(minutes * 60);
      await desk.writes({});
      await desk.seals();
    }
    expect(told()).toEqual([1, 4, 5]);
    const seals = await platform.em().find(AuditSeal, {}, { orderBy: { position: 'asc' } });
    expect(logged).toContainEqual({ message: 'head of the audit chain', position: 5, hash: seals.at(-1)?.hash });
  });

  it('is undone by nobody whom the database lets in as the application', async () => {
    await desk.writes({}, {});
    await desk.seals();
    for (const sql of [
      changes(1, 'action', `'other'`),
      'update platform.audit_record set action = action',
      'delete from platform.audit_record where false',
      'truncate platform.audit_record',
      'update platform.audit_seal set hash = hash',
      'delete from platform.audit_seal',
      'truncate platform.audit_seal',
      'delete from platform.audit_head',
      'truncate platform.audit_head',
      'update platform.audit_head set position = 1',
    ]) {
      await expect(platform.em().execute(sql)).rejects.toThrow('is only ever added to');
    }
    expect(await desk.verifies()).toMatchObject({ intact: true, verifiedCount: 2 });
  });
});
