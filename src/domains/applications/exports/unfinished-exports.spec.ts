import { randomUUID } from 'node:crypto';
import { ExportDesk } from '../../../../test/support/export-desk.js';

const PURPOSE = '向国家卫生健康委员会备案';

let exportDesk: ExportDesk;
beforeAll(async () => {
  exportDesk = await ExportDesk.open();
});
afterAll(() => exportDesk.close());

describe('An export that does not come to its end', () => {
  it('because its process died is written anew from the first row, to a file of its own', async () => {
    const plan = await exportDesk.season(4);
    const admin = exportDesk.adminOf(plan.baseId);
    const id = await exportDesk.left(admin, [plan.baseId], { state: 'running', tries: 1 });
    expect(await admin.call('GET', `/${id}/content`)).toMatchObject({
      status: 409,
      body: { code: 'applications.export-not-ready', state: 'running' },
    });
    await exportDesk.write(id);
    expect((await admin.call('GET', `/${id}`)).body).toMatchObject({ state: 'done', rowsWritten: 4, rowsTotal: 4 });
    expect(await exportDesk.objectKeys()).toContain(`applications/export/${id}-2`);
    expect(await admin.rowsOf(id)).toHaveLength(4);
  });

  it('is tried five times, then says that it failed, and lets the next one in', async () => {
    const plan = await exportDesk.season(1);
    const admin = exportDesk.adminOf(plan.baseId);
    // nothing of it can be opened
    await exportDesk.desk.rows(`update applications.application set id_number = 'k9.AAAA' where plan_id = ?`, [
      plan.aggregateId,
    ]);
    const id = await exportDesk.left(admin, [plan.baseId]);
    for (let round = 1; round < 5; round++) await expect(exportDesk.write(id)).rejects.toThrow('No field key');
    expect((await admin.call('GET', `/${id}`)).body).toMatchObject({ state: 'running' });
    await exportDesk.write(id);
    expect((await admin.call('GET', `/${id}`)).body).toMatchObject({ state: 'failed' });
    expect((await exportDesk.objectKeys()).filter((key) => key.includes(id))).toEqual([]);
    await exportDesk.write(id);
    await admin.exports({ personalData: 'masked', status: 'graduated' });
  });

  it('is given up when process after process died of it', async () => {
    const admin = exportDesk.adminOf(randomUUID());
    const id = await exportDesk.left(admin, [], { state: 'running', tries: 5 });
    await exportDesk.write(id);
    expect(await exportDesk.desk.rows('select state from applications.application_export where id = ?', [id])).toEqual([
      { state: 'failed' },
    ]);
  });

  it('of two attempts only the later one counts', async () => {
    const plan = await exportDesk.season(700);
    const admin = exportDesk.adminOf(plan.baseId);
    const id = await exportDesk.left(admin, [plan.baseId]);
    await Promise.all([exportDesk.write(id), exportDesk.write(id)]);
    expect(await admin.rowsOf(id)).toHaveLength(700);
    expect((await exportDesk.objectKeys()).filter((key) => key.includes(id))).toHaveLength(1);
  });

  it('was superseded after its last row, and keeps nothing', async () => {
    const plan = await exportDesk.season(2);
    const admin = exportDesk.adminOf(plan.baseId);
    const id = await exportDesk.left(admin, [plan.baseId]);
    const { objects } = exportDesk;
    const put = objects.put.bind(objects);
    objects.put = async (...stored) => {
      objects.put = put;
      const anew = `update applications.application_export set state = 'waiting', attempt = attempt + 1 where id = ?`;
      await exportDesk.desk.rows(anew, [id]);
      return put(...stored);
    };
    await exportDesk.write(id);
    expect((await admin.call('GET', `/${id}`)).body).toMatchObject({ state: 'waiting' });
    expect((await exportDesk.objectKeys()).filter((key) => key.includes(id))).toEqual([]);
    await exportDesk.write(id);
    expect(await admin.rowsOf(id)).toHaveLength(2);
  });

  it('when somebody is forgotten: what was made is gone, and what is being made begins anew without them', async () => {
    const plan = await exportDesk.desk.plan();
    const trainee = await (await exportDesk.desk.trainee('覃忘记', '450103199003071277')).completes();
    await trainee.submits(plan);
    const [admin, colleague] = [exportDesk.adminOf(plan.baseId), exportDesk.adminOf(plan.baseId)];
    const whole = { personalData: 'whole', purpose: PURPOSE };
    const made = await admin.exports(whole);
    expect(JSON.stringify(await admin.rowsOf(made))).toContain('覃忘记');
    const inTheMaking = await exportDesk.left(colleague, [plan.baseId], { state: 'running', tries: 1 });
    await exportDesk.forgets(trainee.id);
    await colleague.finished(inTheMaking);
    expect(await admin.call('GET', `/${made}`)).toMatchObject({ status: 404 });
    expect((await exportDesk.objectKeys()).filter((key) => key.includes(made))).toEqual([]);
    expect(await colleague.rowsOf(inTheMaking)).toMatchObject([{ 姓名: '已注销', 身份证号码: null, 手机号码: null }]);
    const again = await admin.exports(whole);
    expect(await admin.rowsOf(again)).toMatchObject([{ 姓名: '已注销', 身份证号码: null }]);
  });
});
