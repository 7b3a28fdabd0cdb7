import { writeFile } from 'node:fs/promises';
import {
  downloadApplicationExport,
  exportApplications,
  getApplicationExport,
  listApplications,
  searchApplications,
} from '../../openapi/client/management/index.js';
import { answerOf } from '../../scripts/walkthrough/refused.js';
import { writeTemporary } from '../../src/platform/files/temporary-file.js';
import { readWorkbook } from '../../src/platform/spreadsheets/read-workbook.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { eventually } from '../support/eventually.js';
import { People, type Plan } from '../support/people.js';
import type { Application, Trainee } from '../support/trainee.js';

describe('an administrator', () => {
  let people: People;
  let nanning: BaseAdmin;
  let liuzhou: BaseAdmin;
  let plan: Plan;
  let trainee: Trainee;
  let application: Application;

  beforeAll(async () => {
    people = await People.gather();
    [nanning, liuzhou] = [await people.base('南宁基地'), await people.base('柳州基地')];
    plan = await people.plan(nanning, await people.batch('2026 年度'));
    trainee = await (await people.trainee('覃小兰')).fillsIn();
    application = await trainee.submits(plan);
    await (await (await people.trainee('莫小青')).fillsIn()).submits(plan);
  });
  afterAll(() => people.part());

  it('finds whoever calls by name or by ID number, in the own base', async () => {
    const { name, idNumber } = trainee.person;
    for (const body of [{ name }, { idNumber }]) {
      const { items } = await answerOf(searchApplications({ client: nanning.client, body }));
      expect(items).toMatchObject([{ id: application.id, maskedName: '覃*兰' }]);
      const { items: elsewhere } = await answerOf(searchApplications({ client: liuzhou.client, body }));
      expect(elsewhere).toEqual([]);
    }
  });

  it('narrows the list to what waits, and takes it along as a workbook', async () => {
    await nanning.passes(application);
    const { client } = nanning;
    const query = { batchId: plan.batchId, statuses: ['first_review_passed'] as 'first_review_passed'[] };
    const { items } = await answerOf(listApplications({ client, query }));
    expect(items.map(({ id }) => id)).toEqual([application.id]);

    const body = { ...query, personalData: 'whole', purpose: '向卫健委备案学员' } as const;
    const { id } = await answerOf(exportApplications({ client, body }));
    await eventually('the file is written', async () => {
      expect((await answerOf(getApplicationExport({ client, path: { id } }))).state).toBe('done');
    });
    const { url } = await answerOf(downloadApplicationExport({ client, path: { id } }));
    expect((await rowsBehind(url)).slice(1)).toEqual([
      expect.arrayContaining(['南宁基地', '2026 年度', '覃小兰', trainee.person.idNumber, '一审通过']),
    ]);
  });

  async function rowsBehind(url: string) {
    // a platform on any free port does not know its own address
    const { pathname, search } = new URL(url, people.platform.url);
    const response = await fetch(`${people.platform.url}${pathname}${search}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const file = await writeTemporary((path) => writeFile(path, bytes));
    return (await readWorkbook(file.path, 10).finally(() => file.remove())).rows;
  }
});
