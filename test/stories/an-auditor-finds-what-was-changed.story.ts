import { getAuditEvent, listAuditEvents, verifyAuditEvents } from '../../openapi/client/management/index.js';
import { answerOf } from '../../scripts/walkthrough/refused.js';
import { AuditDesk } from '../support/audit-desk.js';
import { eventually } from '../support/eventually.js';
import { People } from '../support/people.js';

describe('the audit trail', () => {
  let people: People;

  beforeAll(async () => {
    people = await People.gather();
  }, 60_000);
  afterAll(() => people.part());

  it('shows an auditor what a database administrator changed in it', async () => {
    const client = people.clientOf({ roles: ['auditor'] });
    const verifies = async (query = {}) => answerOf(verifyAuditEvents({ client, query }));
    const nanning = await people.base('南宁基地');
    const plan = await people.plan(nanning, await people.batch('2026 年度'));
    const trainee = await (await people.trainee()).fillsIn();
    await nanning.passes(await trainee.submits(plan));

    const decision = await eventually('the decision is sealed', async () => {
      const { items } = await answerOf(listAuditEvents({ client, query: { action: 'decide-review' } }));
      expect(items).toMatchObject([{ actorId: nanning.id, actorRoles: ['base_admin'], sealed: true }]);
      return items[0]!;
    });
    const { head, ...before } = await verifies();
    expect(before).toMatchObject({ intact: true, firstBroken: null });
    const noted = { anchorPosition: head!.position, anchorHash: head!.hash };

    const database = new AuditDesk(people.platform);
    const another = '00000000-0000-4000-8000-000000000001';
    await database.tampers(`update platform.audit_record set actor_id = '${another}' where id = '${decision.id}'`);
    const { intact, firstBroken } = await verifies();
    expect({ intact, firstBroken }).toEqual({
      intact: false,
      firstBroken: { position: decision.position, recordId: decision.id, reason: 'changed' },
    });
    const changed = await answerOf(getAuditEvent({ client, path: { id: decision.id } }));
    expect(changed).toEqual({ ...decision, actorId: another });

    // who makes all of it anew deceives a verification, but not one that knows what was there before
    await database.tampers('delete from platform.audit_seal', 'delete from platform.audit_head');
    await database.tampers(
      `insert into platform.unsealed_audit_record (record_id) select id from platform.audit_record on conflict do nothing`,
    );
    await eventually('everything is sealed anew', async () => expect((await verifies()).intact).toBe(true));
    expect(await verifies(noted)).toMatchObject({ intact: false, anchorHolds: false });
  }, 60_000);
});
