import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ExportDesk } from '../../../../test/support/export-desk.js';
import { SweepApplicationExports } from './sweep-application-exports.js';

const HOUR = 3600 * 1000;
const PURPOSE = '向国家卫生健康委员会备案';

let exportDesk: ExportDesk;
beforeAll(async () => {
  exportDesk = await ExportDesk.open();
});
afterAll(() => exportDesk.close());

describe('An export of applications', () => {
  it('is a file of exactly what was asked for, in more than one batch, masked', async () => {
    const plan = await exportDesk.season(1203);
    await exportDesk.season(3);
    const admin = exportDesk.adminOf(plan.baseId);
    const id = await admin.exports();
    expect((await admin.call('GET', `/${id}`)).body).toEqual({
      id,
      state: 'done',
      personalData: 'masked',
      rowsWritten: 1203,
      rowsTotal: 1203,
      createdAt: '2026-11-23T02:00:00.000Z',
      expiresAt: '2026-11-24T02:00:00.000Z',
    });
    const rows = await admin.rowsOf(id);
    expect(new Set(rows.map((row) => row['报名编号'])).size).toBe(1203);
    expect(JSON.parse(JSON.stringify(rows.at(-1)))).toEqual({
      报名编号: expect.any(String) as string,
      批次: '2026 年度第一批',
      培训基地: '示例培训基地',
      培训专业: '临床',
      选送单位: '示例市人民医院',
      姓名: '韦*海',
      身份证号码: '450103********0017',
      手机号码: '138****0001',
      电子邮箱: null,
      状态: '一审通过',
      提交次数: 1,
      首次提交时间: '2026-01-01T08:00:01.000Z',
      状态变化时间: '2026-02-01T08:00:01.000Z',
    });
    expect(JSON.stringify(rows)).not.toMatch(/韦大海|450103198511230017|13877100001/);
  });

  it('has each once, even those that were submitted at one moment', async () => {
    const plan = await exportDesk.season(250);
    await exportDesk.desk.rows(
      `update applications.application set submitted_at = '2026-01-01T00:00:00Z' where plan_id = ?`,
      [plan.aggregateId],
    );
    const admin = exportDesk.adminOf(plan.baseId);
    const rows = await admin.rowsOf(await admin.exports());
    expect(rows).toHaveLength(250);
    expect(new Set(rows.map((row) => row['报名编号'])).size).toBe(250);
  });

  it('has only what its filters leave, and nothing of another base whatever is asked', async () => {
    const [plan, other] = [await exportDesk.season(10), await exportDesk.season(5)];
    const admin = exportDesk.adminOf(plan.baseId);
    const statuses = async (body: object) =>
      (await admin.rowsOf(await admin.exports({ personalData: 'masked', ...body }))).map((row) => row['状态']);
    expect(await statuses({ statuses: ['admitted'] })).toEqual(['已录取', '已录取']);
    expect(await statuses({ baseId: other.baseId })).toEqual([]);
    expect(await statuses({ planId: other.aggregateId })).toEqual([]);
    const { encryption } = exportDesk.desk.platform;
    await exportDesk.desk.rows(
      'update applications.application set name_hash = ? where plan_id in (?, ?) and status = ?',
      [...[encryption.index('name', '韦大海'), plan.aggregateId, other.aggregateId, 'submitted']],
    );
    expect(await statuses({ name: '韦大海' })).toEqual(['待一审', '待一审']);
    const everywhere = exportDesk.caller(randomUUID(), 'province_admin');
    const asked = { personalData: 'masked', planId: other.aggregateId };
    expect(await everywhere.rowsOf(await everywhere.exports(asked))).toHaveLength(5);
  });

  it('holds names and numbers whole for a purpose, noted when asked for and at each download', async () => {
    const plan = await exportDesk.season(3, { sendingUnit: '=HYPERLINK("http://x.example")' });
    const admin = exportDesk.adminOf(plan.baseId);
    for (const [body, code] of [
      [{ personalData: 'whole' }, 'required'],
      [{ personalData: 'whole', purpose: '核对 13877100001' }, 'format'],
    ] as const) {
      expect(await admin.call('POST', '', body)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/purpose', code }] },
      });
    }
    expect(await admin.audited()).toEqual([]);
    const id = await admin.exports({ personalData: 'whole', purpose: PURPOSE, sendingUnit: 'hyper' });
    expect((await admin.rowsOf(id))[0]).toMatchObject({
      姓名: '韦大海',
      身份证号码: '450103198511230017',
      手机号码: '13877100001',
      选送单位: '=HYPERLINK("http://x.example")',
    });
    await admin.rowsOf(id);
    const looked = { action: 'download-application-export', facts: { personalData: 'whole', rows: 3 } };
    expect(await admin.audited()).toEqual([
      looked,
      looked,
      {
        action: 'export-applications',
        facts: {
          ...{ personalData: 'whole', purpose: PURPOSE, rows: 3, by: [], sendingUnit: 'given' },
          ofBases: [plan.baseId],
        },
      },
    ]);
  });

  it('is there for nobody but the account that asked, while that acts for its bases', async () => {
    const plan = await exportDesk.season(2);
    const admin = exportDesk.adminOf(plan.baseId);
    const id = await admin.exports();
    const colleague = exportDesk.adminOf(plan.baseId);
    const moved = exportDesk.caller(admin.id, 'base_admin', [randomUUID()]);
    for (const other of [colleague, moved, exportDesk.caller(randomUUID(), 'province_admin')]) {
      for (const path of [`/${id}`, `/${id}/content`]) {
        expect(await other.call('GET', path)).toMatchObject({
          status: 404,
          body: { code: 'applications.export-not-found' },
        });
      }
    }
    for (const role of ['trainee', 'system_admin', 'auditor'] as const) {
      expect(await exportDesk.caller(randomUUID(), role).call('POST', '', { personalData: 'masked' })).toMatchObject({
        status: 403,
      });
    }
  });

  it('is one at a time for an account: of many at once one is taken', async () => {
    const plan = await exportDesk.season(1);
    const admins = Array.from({ length: 30 }, () => exportDesk.adminOf(plan.baseId));
    await exportDesk.desk.platform.em().transactional(async (em) => {
      // no file is written while this is held, so that none is done before the next request comes
      await em.execute('lock table applications.known_plan in access exclusive mode');
      for (const { call } of admins) {
        const asked = await Promise.all([1, 2, 3].map(() => call('POST', '', { personalData: 'masked' })));
        expect(asked.map(({ status, body }) => body.code ?? status).sort()).toEqual([
          ...[202, 'applications.export-running', 'applications.export-running'],
        ]);
      }
    });
    const [admin] = admins;
    const sql = 'select id from applications.application_export where account_id = ?';
    for (const { id } of await exportDesk.desk.rows<{ id: string }>(sql, [admin?.id])) await admin?.finished(id);
    await admin?.exports();
  });

  it('is gone a day later, row and file, and is not given from that moment on', async () => {
    const plan = await exportDesk.season(1);
    const admin = exportDesk.adminOf(plan.baseId);
    const id = await admin.exports();
    const sweep = exportDesk.desk.platform.platform.app.get(SweepApplicationExports);
    await exportDesk.objects.put('applications/export/left-behind-1', Readable.from(['x']), {
      mediaType: 'text/plain',
    });
    await sweep.run(exportDesk.desk.platform.em());
    expect(await exportDesk.objectKeys()).toContain(`applications/export/${id}-1`);
    expect(await exportDesk.objectKeys()).not.toContain('applications/export/left-behind-1');
    const now = exportDesk.desk.platform.clock.now();
    try {
      exportDesk.desk.platform.clock.fixAt(new Date(now.getTime() + 24 * HOUR));
      expect(await admin.call('GET', `/${id}/content`)).toMatchObject({ status: 404 });
      await sweep.run(exportDesk.desk.platform.em());
      expect(await exportDesk.desk.rows('select 1 from applications.application_export where id = ?', [id])).toEqual(
        [],
      );
      expect(await exportDesk.objectKeys()).toEqual([]);
    } finally {
      exportDesk.desk.platform.clock.fixAt(now);
    }
  });
});
