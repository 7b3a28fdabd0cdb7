import { randomUUID } from 'node:crypto';
import { recordStatements } from '../../../../test/bench/recorded-statements.js';
import { ApplicationsDesk } from '../../../../test/support/applications-desk.js';
import { eventually } from '../../../../test/support/eventually.js';
import { plantApplications } from '../../../../test/support/planted-applications.js';
import type { Role } from '../../../platform/access/roles.js';
import { ErasureApproved } from '../../accounts/contracts/index.js';
import { FillInHashes } from '../applicants/fill-in-hashes.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

interface Found {
  readonly id: string;
  readonly status: string;
  readonly baseId: string;
}

const caller = (role: Role, ...baseIds: string[]) => {
  const id = randomUUID();
  const token = desk.platform.token({ id, roles: [role], baseIds });
  return {
    id,
    list: async (query: string): Promise<Found[]> => {
      const { status, body } = await desk.platform.call('GET', `/management/applications?${query}`, { token });
      expect({ query, status }).toEqual({ query, status: 200 });
      return body.items;
    },
    search: (body: object) => desk.platform.call('POST', '/management/applications/search', { token, body }),
    audited: () =>
      desk.rows<{ facts: object }>(
        `select facts from platform.audit_record where actor_id = ? and action = 'search-applications'`,
        [id],
      ),
  };
};

async function applies(name: string, idNumber: string) {
  const plan = await desk.plan();
  const trainee = await (await desk.trainee(name, idNumber)).completes();
  return { plan, trainee, id: (await trainee.submits(plan)).body.id as string };
}

describe('The list of applications', () => {
  it('is narrowed by each filter, and by all of them together', async () => {
    const plan = await desk.plan();
    await plantApplications(desk, 10, [plan]);
    await plantApplications(desk, 1, [plan], { sendingUnit: '100%_医院' });
    const { list } = caller('base_admin', plan.baseId);
    const lengthOf = async (query: string) => (await list(query)).length;
    expect(await lengthOf('')).toBe(11);
    expect(await lengthOf('status=admitted')).toBe(2);
    expect(await lengthOf('statuses=admitted')).toBe(2);
    expect((await list('statuses=admitted&statuses=submitted')).map(({ status }) => status).sort()).toEqual([
      ...['admitted', 'admitted', 'submitted', 'submitted'],
    ]);
    expect(await lengthOf('specialty=clinical')).toBe(11);
    expect(await lengthOf('specialty=nursing')).toBe(0);
    expect(await lengthOf(`sendingUnit=${encodeURIComponent('人民')}`)).toBe(10);
    // neither stands for something else
    expect(await lengthOf(`sendingUnit=${encodeURIComponent('%')}`)).toBe(1);
    expect(await lengthOf(`sendingUnit=${encodeURIComponent('0%_')}`)).toBe(1);
    expect(await lengthOf('sendingUnit=_')).toBe(1);
    expect(await lengthOf(`sendingUnit=${encodeURIComponent('\\')}`)).toBe(0);
    const third = encodeURIComponent('2026-01-01T08:00:03+08:00');
    expect(await lengthOf(`submittedFrom=${third}`)).toBe(8);
    expect(await lengthOf(`submittedBefore=${third}`)).toBe(3);
    expect(await lengthOf('statusChangedFrom=2026-02-01T00:00:10Z')).toBe(1);
    expect(await lengthOf('statusChangedBefore=2026-02-01T00:00:10Z')).toBe(10);
    expect(await lengthOf(`statuses=admitted&submittedFrom=${third}&statusChangedBefore=2026-02-01T00:00:09Z`)).toBe(1);
  });

  it('refuses a filter that is none, and a name or an ID number where a URL would keep it', async () => {
    const token = desk.platform.token({ roles: ['province_admin'] });
    for (const query of ['statuses=gone', 'submittedFrom=yesterday', 'sendingUnit=', 'name=韦大海', 'idNumber=1']) {
      const path = `/management/applications?${encodeURI(query)}`;
      expect(await desk.platform.call('GET', path, { token })).toMatchObject({ status: 422 });
    }
  });

  it('pages through a filter, each application once', async () => {
    const plan = await desk.plan();
    await plantApplications(desk, 25, [plan]);
    const { search } = caller('base_admin', plan.baseId);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await search({ statuses: ['submitted', 'admitted'], limit: 3, cursor });
      seen.push(...body.items.map(({ id }: Found) => id));
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(10);
    expect(new Set(seen).size).toBe(10);
  });
});

describe('A search for a person', () => {
  it('finds by the exact name or ID number, however it is typed, and notes that, never what', async () => {
    const { id, plan } = await applies('阿依古丽·买买提', '45010319900307123X');
    const { search, audited } = caller('base_admin', plan.baseId);
    const found = async (body: object) => (await search(body)).body.items.map((item: Found) => item.id);
    expect(await found({ name: ' 阿依古丽•买买提 ' })).toEqual([id]);
    expect(await found({ idNumber: '45010319900307123x' })).toEqual([id]);
    expect(await found({ name: '阿依古丽·买买提', idNumber: '45010319900307123X' })).toEqual([id]);
    expect(await found({ name: '阿依古丽' })).toEqual([]);
    expect(await found({ idNumber: '45010319900307123X', status: 'withdrawn' })).toEqual([]);
    const notes = (await audited()).map((record) => record.facts);
    const told = [
      { by: ['name'], found: 1 },
      { by: ['id-number'], found: 1 },
      { by: ['name', 'id-number'], found: 1 },
      { by: ['name'], found: 0 },
      { by: ['id-number'], found: 0, status: 'withdrawn' },
    ].map((facts) => ({ ...facts, ofBases: [plan.baseId], isLastPage: true }));
    // all at one moment, since the clock stands
    expect(notes).toHaveLength(told.length);
    expect(notes).toEqual(expect.arrayContaining(told));
    const facts = JSON.stringify(notes);
    expect(facts).not.toMatch(/阿依古丽|123X|[0-9a-f]{64}/);
    const { body } = await search({ name: '阿依古丽·买买提' });
    expect(body.items).toMatchObject([{ id, maskedName: '阿******提' }]);
    expect(JSON.stringify(body)).not.toContain('阿依古丽');
  });

  it('without a name or an ID number is no look at a person', async () => {
    const { search, audited } = caller('province_admin');
    expect(await search({ status: 'submitted' })).toMatchObject({ status: 200 });
    expect(await audited()).toEqual([]);
  });

  it('finds nobody of another base', async () => {
    const { id, plan } = await applies('黄小花', '450103199003071242');
    const idNumber = '450103199003071242';
    expect((await caller('base_admin', plan.baseId).search({ idNumber })).body.items).toMatchObject([{ id }]);
    for (const other of [caller('base_admin', randomUUID()), caller('base_admin')]) {
      for (const body of [{ idNumber }, { name: '黄小花' }, { idNumber, baseId: plan.baseId }]) {
        expect((await other.search(body)).body).toEqual({ items: [], nextCursor: null });
      }
    }
    expect((await caller('province_admin').search({ idNumber })).body.items).toMatchObject([{ id }]);
  });

  it('is refused what is no ID number, without saying what it was', async () => {
    const { status, body } = await caller('province_admin').search({ idNumber: '4501031990030712 3' });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: '/idNumber', code: 'format' }]);
    expect(JSON.stringify(body)).not.toContain('19900307');
    for (const role of ['trainee', 'system_admin', 'auditor'] as const) {
      expect(await caller(role).search({})).toMatchObject({ status: 403 });
    }
  });

  it('finds nobody who was forgotten', async () => {
    const { id, plan, trainee } = await applies('陆小鸟', '450103199003071250');
    const [before] = await desk.rows('select name_hash from applications.application where id = ?', [id]);
    expect(before).toEqual({ name_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    const { encryption } = desk.platform;
    await desk.platform.publish(ErasureApproved, {
      aggregateId: randomUUID(),
      aggregateVersion: 2,
      occurredAt: desk.platform.clock.now().toISOString(),
      accountId: trainee.id,
      accountVersion: 5,
      phone: encryption.seal('phone', '13812345678'),
      email: null,
    });
    await eventually('the application is erased', async () => {
      expect(
        await desk.rows(
          'select erased_at is not null as is_erased, name_hash, id_number_hash from applications.application where id = ?',
          [id],
        ),
      ).toEqual([{ is_erased: true, name_hash: null, id_number_hash: null }]);
    });
    await desk.platform.platform.app.get(FillInHashes).run(desk.platform.em());
    const { search } = caller('base_admin', plan.baseId);
    expect((await search({ name: '陆小鸟' })).body.items).toEqual([]);
    expect((await search({ idNumber: '450103199003071250' })).body.items).toEqual([]);
  });

  it('finds applications from before there were hashes, once they are filled in', async () => {
    const plan = await desk.plan();
    const { search } = caller('base_admin', plan.baseId);
    const old = { name: '梁前人', idNumber: '450103197501010018', withoutHashes: true };
    await plantApplications(desk, 1201, [plan], old);
    expect((await search({ name: '梁前人' })).body.items).toEqual([]);
    const fillInHashes = desk.platform.platform.app.get(FillInHashes);
    // two replicas at once do no harm
    await Promise.all([fillInHashes.run(desk.platform.em()), fillInHashes.run(desk.platform.em())]);
    expect(
      await desk.rows(
        `select count(*)::int, count(distinct name_hash)::int as names, count(id_number_hash)::int as numbers
         from applications.application where plan_id = ?`,
        [plan.aggregateId],
      ),
    ).toEqual([{ count: 1201, names: 1, numbers: 1201 }]);
    expect((await search({ name: '梁前人', limit: 100 })).body.items).toHaveLength(100);
    expect((await search({ idNumber: '450103197501010018' })).body.items).toHaveLength(20);
  });

  it('looks the hash up in an index, among however many applications', async () => {
    const plan = await desk.plan();
    await plantApplications(desk, 5000, [plan]);
    const admin = caller('base_admin', plan.baseId);
    for (const body of [{ name: '无名氏' }, { idNumber: '450103197501010026' }]) {
      const statements = await recordStatements(() => admin.search(body));
      const read = statements.find(({ text }) => text.includes('_hash" = '));
      const explained = await desk.rows<{ 'QUERY PLAN': string }>(`explain ${read?.text}`);
      expect(explained.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
        /(name|id_number)_hash_submitted_at_id_index/,
      );
    }
  });
});
