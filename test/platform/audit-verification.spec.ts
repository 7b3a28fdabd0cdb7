import fc from 'fast-check';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import {
  changes,
  forgesRecord,
  forgesSeal,
  removesRecord,
  removesSeal,
  swapsRecords,
  swapsSeals,
  TriedChain,
} from '../support/audit-chain.js';
import { AuditDesk } from '../support/audit-desk.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';
import { tampering } from '../support/tamperings.js';

let platform: TestPlatform;
const logged: unknown[] = [];

beforeAll(async () => {
  // nobody seals but these tests
  platform = await startTestPlatform('none', { ROLES: 'api' });
  const keep = (message: unknown) => void logged.push(message);
  platform.platform.app.useLogger({ log: keep, error: keep, warn: keep, debug: keep });
});
afterAll(() => platform.stop());

const withChain = <T>(length: number, work: (chain: TriedChain) => Promise<T>): Promise<T> =>
  TriedChain.of(platform, length === 0 ? [] : [length], work);

const found: [string, number | null, string, string[]][] = [
  ['a changed action', 3, 'changed', [changes(3, 'action', `'other'`)]],
  ['a changed time', 1, 'changed', [changes(1, 'occurred_at', `occurred_at + interval '1 ms'`)]],
  ['a time that is none', 2, 'changed', [changes(2, 'occurred_at', `'infinity'`)]],
  ['changed facts', 5, 'changed', [changes(5, 'facts', `jsonb_set(facts, '{index}', '4.0')`)]],
  ['a changed actor', 6, 'changed', [changes(6, 'actor_id', 'gen_random_uuid()')]],
  ['a changed hash', 4, 'changed', [`update platform.audit_seal set hash = repeat('a', 64) where position = 4`]],
  ['another moment of sealing', 4, 'changed', [`update platform.audit_seal set sealed_at = now() where position = 4`]],
  ['a link of the old scheme', 5, 'changed', ['update platform.audit_seal set scheme = 1 where position = 5']],
  ['a removed record', 2, 'removed', [removesRecord(2)]],
  ['a removed seal', 2, 'seal-missing', [removesSeal(2)]],
  ['a record removed with its seal', 3, 'seal-missing', [removesRecord(3), removesSeal(3)]],
  ['a tail cut off', 5, 'seal-missing', [removesRecord(5), removesRecord(6), removesSeal(5), removesSeal(6)]],
  ['two seals in each other’s place', 2, 'reordered', swapsSeals(2, 5)],
  ['neighbours in each other’s place', 5, 'reordered', swapsSeals(5, 6)],
  ['two records in each other’s place', 1, 'reordered', swapsRecords(1, 4)],
  ['a record neither sealed nor waiting', null, 'inserted', forgesRecord],
  ['a seal behind the head', 7, 'head-behind', [...forgesRecord, forgesSeal(7)]],
  [
    'a seal before the first',
    -1,
    'inserted',
    ['alter table platform.audit_seal drop constraint audit_seal_position', ...forgesRecord, forgesSeal(-1)],
  ],
  ['a head that is gone', null, 'head-missing', ['delete from platform.audit_head']],
  ['a head that was moved', null, 'head-changed', ['update platform.audit_head set position = 5']],
  ['a head that asks for less', null, 'head-changed', ['update platform.audit_head set keyed_from = 7']],
];

describe('a verification of the audit chain', () => {
  it.each(found)('finds %s: %s %s', (_, position, reason, statements) =>
    withChain(6, async (chain) => {
      expect(await chain.verifies()).toMatchObject({ firstBroken: null, verifiedCount: 6, sealedCount: 6 });
      await chain.does(...statements);
      expect((await chain.verifies()).firstBroken).toMatchObject({ position, reason });
    }),
  );

  it('finds whatever was done to whatever chain, at the first place that was touched', async () => {
    const trial = fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 })
      .map((portions) => [2, ...portions])
      .chain((portions) =>
        fc.record({ portions: fc.constant(portions), done: tampering(portions.reduce((sum, one) => sum + one)) }),
      );
    await fc.assert(
      fc.asyncProperty(trial, ({ portions, done }) =>
        TriedChain.of(platform, portions, async (chain) => {
          expect((await chain.verifies()).firstBroken).toBeNull();
          await chain.does(...done.statements);
          const { firstBroken } = await chain.verifies();
          expect({ ...done, firstBroken }).toEqual({ ...done, firstBroken: expect.anything() });
          if (done.position !== null) expect(firstBroken?.position).toBe(done.position);
        }),
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  it('names the record that was changed', () =>
    withChain(3, async (chain) => {
      const [record] = await chain.em.execute<{ id: string }[]>(
        'select record_id as id from platform.audit_seal where position = 2',
      );
      await chain.does(changes(2, 'action', `'other'`));
      const { firstBroken } = await chain.verifies();
      expect(firstBroken).toEqual({ position: 2, recordId: record?.id, reason: 'changed' });
    }));

  it('finds a record that went while it waited', () =>
    withChain(3, async (chain) => {
      await chain.writes(1);
      expect(await chain.verifies()).toMatchObject({ firstBroken: null, unsealedCount: 1 });
      await chain.does(
        `delete from platform.audit_record r using platform.unsealed_audit_record w where r.id = w.record_id`,
      );
      await chain.seals();
      expect((await chain.verifies()).firstBroken).toMatchObject({ position: null, reason: 'removed' });
    }));

  it('finds a tail that was cut off before more was sealed', () =>
    withChain(6, async (chain) => {
      await chain.does(removesRecord(5), removesRecord(6), removesSeal(5), removesSeal(6));
      await chain.writes(2);
      await chain.seals();
      expect(await chain.verifies()).toMatchObject({
        firstBroken: { position: 5, reason: 'seal-missing' },
        head: { position: 8 },
      });
    }));

  it('needs what was noted outside to find a trail that was put back, or made anew, as a whole', () =>
    withChain(6, async (chain) => {
      const { position, hash } = (await chain.verifies()).head!;
      const anchor = { position, hash };
      expect(await chain.verifies(anchor)).toMatchObject({ anchorHolds: true, firstBroken: null });

      await chain.does(...['record', 'seal', 'head'].map((table) => `delete from platform.audit_${table}`));
      expect(await chain.verifies()).toMatchObject({ firstBroken: null });
      expect(await chain.verifies(anchor)).toMatchObject({
        anchorHolds: false,
        firstBroken: { position: 6, reason: 'anchor-missing' },
      });

      await chain.writes(7);
      await chain.seals();
      expect(await chain.verifies()).toMatchObject({ firstBroken: null });
      expect(await chain.verifies(anchor)).toMatchObject({
        anchorHolds: false,
        firstBroken: { position: 6, reason: 'anchor-differs' },
      });
    }));

  it('does not take links that anybody can make for those of the key', () =>
    withChain(6, async (chain) => {
      await chain.does(changes(2, 'action', `'other'`));
      await chain.sealsPlainly();
      expect((await chain.verifies()).firstBroken).toMatchObject({ position: 1, reason: 'changed' });
      await chain.does('delete from platform.audit_head');
      expect((await chain.verifies()).firstBroken).toMatchObject({ position: null, reason: 'head-missing' });
    }));

  it('takes a trail that is older than its key, and says since when there is one', () =>
    withChain(0, async (chain) => {
      await chain.writes(3);
      await chain.sealsPlainly();
      await chain.writes(2);
      await chain.seals();
      expect(await chain.verifies()).toMatchObject({
        firstBroken: null,
        verifiedCount: 5,
        head: { position: 5, keyedFrom: 4 },
      });
      await chain.does(changes(2, 'action', `'other'`));
      expect((await chain.verifies()).firstBroken).toMatchObject({ position: 2, reason: 'changed' });
    }));

  it('goes on where the one before ended', () =>
    withChain(7, async (chain) => {
      await chain.does(changes(6, 'action', `'other'`));
      expect(await chain.verifiesSection(1, 3)).toMatchObject({ verifiedCount: 3, nextPosition: 4, firstBroken: null });
      expect(await chain.verifiesSection(4, 2)).toMatchObject({ verifiedCount: 2, nextPosition: 6, firstBroken: null });
      expect(await chain.verifiesSection(6, 9)).toMatchObject({
        nextPosition: null,
        firstBroken: { position: 6, reason: 'changed' },
      });
      expect(await chain.verifiesSection(7, 9)).toMatchObject({ verifiedCount: 1, firstBroken: null });
      expect(await chain.verifiesSection(8, 9)).toMatchObject({ verifiedCount: 0, firstBroken: null });
      await chain.does(removesSeal(4));
      expect((await chain.verifiesSection(5, 9)).firstBroken).toMatchObject({ position: 4, reason: 'seal-missing' });
    }));
});

describe('an auditor who verifies', () => {
  it('is told the state of the chain, recorded, and leaves the head in the log', async () => {
    const desk = new AuditDesk(platform);
    expect(await desk.verifies()).toMatchObject({ intact: true, head: null, sealedCount: 0 });
    await desk.writes({}, {});
    await desk.seals();
    const { head, ...rest } = await desk.verifies();
    expect(rest).toEqual({
      intact: true,
      sealedCount: 3,
      unsealedCount: 0,
      verifiedCount: 3,
      nextPosition: null,
      firstBroken: null,
      anchorHolds: null,
    });
    expect(head).toMatchObject({ position: 3, keyedFrom: 1, genuine: true });
    expect(logged).toContainEqual({ message: 'head of the audit chain', position: 3, hash: head.hash });
    expect(await desk.verifies(`?anchorPosition=3&anchorHash=${head.hash}`)).toMatchObject({ anchorHolds: true });

    await desk.tampers(changes(2, 'action', `'other'`));
    const broken = await desk.verifies();
    expect(broken).toMatchObject({ intact: false, firstBroken: { position: 2, reason: 'changed' } });
    expect(logged).toContainEqual({ message: 'the audit trail is broken', ...broken.firstBroken });
    const recorded = await platform.em().find(AuditRecord, { action: 'verify-audit-events', actorId: desk.auditor.id });
    expect(recorded).toHaveLength(4);
    expect(recorded.map(({ facts }) => facts)).toContainEqual(
      expect.objectContaining({ firstBroken: broken.firstBroken, verifiedCount: 1 }),
    );
  });

  it.each([
    ['fromPosition=0', 'fromPosition'],
    ['fromPosition=9999', 'fromPosition'],
    ['limit=100001', 'limit'],
    ['anchorPosition=1', 'anchorHash'],
    [`anchorHash=${'a'.repeat(64)}`, 'anchorPosition'],
    ['anchorPosition=1&anchorHash=ABC', 'anchorHash'],
  ])('is refused %s', async (query, pointer) => {
    const { status, body } = await new AuditDesk(platform).calls(`/verification?${query}`);
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });
});
