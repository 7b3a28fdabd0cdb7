import { readSheet } from 'read-excel-file/universal';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { aBatch, RecruitmentDesk, refused } from '../../../../test/support/recruitment-desk.js';
import { aWorkbook, type CellValue, upload } from '../../../../test/support/workbooks.js';

const baseTitles = ['基地名称', '地址', '联系人', '联系电话', '基地介绍'];
const planTitles = [
  '培训基地',
  '招录批次',
  '培训专业',
  '招录名额',
  '联系人',
  '联系电话',
  '培训开始日期',
  '培训结束日期',
];
const aBaseRow = (name: string): CellValue[] => [name, '南宁市示例路 1 号', '韦老师', '0771-1234567', null];

describe('an import', () => {
  let platform: TestPlatform;
  let desk: RecruitmentDesk;
  let serial = 0;
  const newName = () => `导入基地${++serial}`;

  beforeAll(async () => {
    platform = await startTestPlatform('recruitment');
  });
  beforeEach(() => {
    platform.clock.fixAt(TEST_NOW);
    desk = new RecruitmentDesk(platform);
  });
  afterAll(() => platform.stop());

  async function imports(kind: 'bases' | 'plans', rows: CellValue[][], query = 'dryRun=false') {
    return desk.manage('POST', `/${kind}/import?${query}`, { body: upload(await aWorkbook(rows)) });
  }
  const names = async (): Promise<string[]> =>
    (await platform.em().execute<{ name: string }[]>('select name from recruitment.training_base')).map(
      ({ name }) => name,
    );
  const planRow = (base: string, batch: string, ...rest: CellValue[]): CellValue[] => [
    ...[base, batch, '临床', 20, '韦老师', '0771-1234567', '2027/3/1', '2027年8月31日'].slice(0, 8 - rest.length),
    ...rest,
  ];
  async function draftOf(base: string): Promise<any> {
    const { body } = await desk.manage('GET', '/plans?limit=100');
    return body.items.find((one: any) => one.base.name === base);
  }

  describe('of bases', () => {
    it('saves nothing when it only checks, which it does unless it is told otherwise', async () => {
      const name = newName();
      const { status, body } = await imports('bases', [baseTitles, aBaseRow(name)], '');
      expect(status).toBe(200);
      expect(body).toMatchObject({ dryRun: true, rows: 1, valid: 1, imported: 0, errors: [] });
      expect(body.preview).toEqual([
        { row: 2, name, address: '南宁市示例路 1 号', contactName: '韦老师', contactPhone: '0771-1234567' },
      ]);
      expect(await names()).not.toContain(name);
    });

    it('makes every base, each with its record in the audit trail', async () => {
      const made = [newName(), newName()];
      const { body } = await imports('bases', [baseTitles, ...made.map(aBaseRow)]);
      expect(body).toMatchObject({ dryRun: false, rows: 2, valid: 2, imported: 2, errors: [] });
      expect(await names()).toEqual(expect.arrayContaining(made));
      const audited = await platform.em().execute(
        `select facts from platform.audit_record e join recruitment.training_base b on b.id::text = e.subject_id
         where e.action = 'create-base' and b.name in (?, ?) order by b.name`,
        made,
      );
      expect(audited).toEqual([{ facts: { importedFromRow: 2 } }, { facts: { importedFromRow: 3 } }]);
    });

    it('makes none when one cell is wrong, and names each wrong one in both languages', async () => {
      const name = newName();
      const taken = await desk.newBase();
      const rows = [baseTitles, aBaseRow(name), aBaseRow(name), aBaseRow(taken.name), aBaseRow('甲')];
      rows[1]![3] = 7_711_234_567;
      const answer = await imports('bases', rows);
      refused(answer, 422, 'spreadsheets.has-errors');
      expect(answer.body.errors).toEqual([
        {
          pointer: '/file',
          row: 2,
          column: 'D',
          title: '联系电话',
          value: '7711234567',
          code: 'number',
          detail: '按数字存放会丢失开头的 0，请把单元格设为文本',
          allowed: [expect.stringContaining('座机')],
        },
        expect.objectContaining({ row: 4, column: 'A', value: taken.name, code: 'recruitment.base-name-taken' }),
        expect.objectContaining({ row: 5, column: 'A', code: 'length' }),
      ]);
      expect(await names()).not.toContain(name);
    });

    it('takes a name only once in a file, spaces or not', async () => {
      const name = newName();
      const { body } = await imports('bases', [
        baseTitles,
        aBaseRow(name),
        aBaseRow(` ${name.slice(0, 2)} ${name.slice(2)}`),
      ]);
      expect(body.errors).toEqual([
        expect.objectContaining({ row: 3, column: 'A', code: 'duplicate', detail: '与第 2 行重复' }),
      ]);
    });

    it('acts once under its key, and gives the same answer again', async () => {
      const headers = { 'idempotency-key': 'import-once' };
      const keyed = (file: Buffer) =>
        desk.manage('POST', '/bases/import?dryRun=false', { body: upload(file), headers });
      const file = await aWorkbook([baseTitles, aBaseRow(newName())]);
      const answers = await Promise.all([keyed(file), keyed(file)]);
      expect(answers[0].body).toMatchObject({ imported: 1 });
      expect(answers[1].body).toEqual(answers[0].body);
      const other = await keyed(await aWorkbook([baseTitles, aBaseRow(newName())]));
      refused(other, 422, 'request.idempotency-key-reused');
    });

    it('of the same file twice at once makes each base once', async () => {
      for (let round = 0; round < 10; round++) {
        const made = [newName(), newName()];
        const rows = [baseTitles, ...made.map(aBaseRow)];
        const answers = await Promise.all([imports('bases', rows), imports('bases', rows)]);
        const [winner, loser] = answers.toSorted((one, other) => one.status - other.status);
        expect(winner?.status).toBe(200);
        // the second sees the first's bases, or meets the index that both wrote to
        expect(['spreadsheets.has-errors', 'request.concurrent-change']).toContain(loser?.body.code);
        expect((await names()).filter((name) => made.includes(name)).toSorted()).toEqual(made.toSorted());
      }
    });

    it('is the work of the province alone', async () => {
      desk.signIn(['base_admin'], ['6d0f0a52-6a10-4a42-9a5b-0b8f2f1f3c11']);
      refused(await imports('bases', [baseTitles, aBaseRow(newName())]), 403, 'access.not-allowed');
    });
  });

  describe('of plans', () => {
    it('makes drafts as if each was made alone: announced, with statistics, audited', async () => {
      const [first, second, batch] = [await desk.newBase(), await desk.newBase(), await desk.newBatch()];
      const { body } = await imports('plans', [
        planTitles,
        planRow(first.name, batch.name),
        planRow(second.name, batch.name),
      ]);
      expect(body).toMatchObject({ imported: 2, errors: [] });
      expect(body.preview[0]).toMatchObject({ row: 2, base: first.name, batch: batch.name, specialty: 'clinical' });
      const plan = await draftOf(first.name);
      expect(plan).toMatchObject({
        status: 'draft',
        quota: 20,
        trainingStartsOn: '2027-03-01',
        trainingEndsOn: '2027-08-31',
      });
      const [told] = await desk.announcements(plan.id);
      expect(told).toMatchObject({ version: 1, payload: { status: 'draft', quota: 20, baseName: first.name } });
      expect((await desk.manage('POST', `/plans/${plan.id}/publication`)).status).toBe(200);
      const statistics = await desk.asks(`/plans/statistics?baseId=${first.id}`);
      expect(statistics.body.items).toEqual([expect.objectContaining({ planId: plan.id, quota: 20, submitted: 0 })]);
    });

    it('refuses what making each alone would refuse, cell by cell', async () => {
      const [base, suspended, batch] = [await desk.newBase(), await desk.newBase(), await desk.newBatch()];
      await desk.manage('POST', `/bases/${suspended.id}/suspension`);
      const over = await desk.created('/batches', {
        ...aBatch(`已结束批次 ${++serial}`),
        closesAt: '2026-11-23T11:00:00+08:00',
      });
      expect((await imports('plans', [planTitles, planRow(base.name, batch.name)])).status).toBe(200);
      platform.clock.fixAt(new Date('2026-11-24T02:00:00Z'));
      desk.signIn();

      const answer = await imports('plans', [
        planTitles,
        planRow('没有的基地', batch.name),
        planRow(suspended.name, batch.name),
        planRow(base.name, over.name),
        planRow(base.name, batch.name),
        planRow(base.name, over.name, '妇科', 0, '韦老师', '0771-1234567', '2027-03-01', '2027-02-01'),
        planRow(base.name, over.name, '护理', 5, '韦老师', '0771-1234567', '2027-03-01', '2027-02-01'),
      ]);

      refused(answer, 422, 'spreadsheets.has-errors');
      const told = answer.body.errors.map(({ row, column, code }: any) => [row, column, code]);
      expect(told).toEqual([
        [2, 'A', 'not-in-list'],
        [3, 'A', 'recruitment.base-suspended'],
        [4, 'B', 'recruitment.batch-over'],
        [5, 'C', 'recruitment.plan-exists'],
        [6, 'C', 'not-in-list'],
        [6, 'D', 'range'],
        [7, 'B', 'recruitment.batch-over'],
        [7, 'H', 'range'],
      ]);
      const [unknown] = answer.body.errors;
      expect(unknown.allowed).toContain(base.name);
      expect(unknown.allowed).not.toContain(suspended.name);
    });

    it('starts from a template that names the bases and batches of the day', async () => {
      const [base, batch] = [await desk.newBase(), await desk.newBatch()];
      const { status, headers, body } = await desk.manage('GET', '/plans/import-template');
      expect(status).toBe(200);
      expect(headers.get('content-disposition')).toContain(encodeURIComponent('招录计划导入模板.xlsx'));
      const [titles] = await readSheet(asArrayBuffer(body), 1);
      expect(titles?.slice(0, 8)).toEqual(planTitles);
      const explained = (await readSheet(asArrayBuffer(body), 2)).flat();
      expect(explained).toEqual(expect.arrayContaining([base.name, batch.name]));

      const empty = await desk.manage('POST', '/plans/import', { body: upload(body) });
      expect(empty.body.errors).toEqual([expect.objectContaining({ row: 2, code: 'required' })]);
    });

    it('makes 500 plans of 500 bases in one file', async () => {
      const batch = await desk.newBatch();
      const made = Array.from({ length: 500 }, newName);
      expect((await imports('bases', [baseTitles, ...made.map(aBaseRow)])).body.imported).toBe(500);
      const { body } = await imports('plans', [planTitles, ...made.map((name) => planRow(name, batch.name))]);
      expect(body).toMatchObject({ rows: 500, imported: 500 });
      expect(body.preview).toHaveLength(100);
    });
  });

  describe.each(['bases', 'plans'] as const)('of %s', (kind) => {
    it.each([
      ['no file', () => new FormData(), 422, 'spreadsheets.file-missing'],
      ['an empty file', () => upload(Buffer.alloc(0)), 422, 'files.empty'],
      ['a file of 5 MB and a byte', () => upload(Buffer.alloc(5 * 1024 * 1024 + 1)), 413, 'files.too-large'],
      ['what is no workbook', () => upload(Buffer.from('名称')), 422, 'spreadsheets.unreadable'],
    ])('refuses %s', async (_, body, status, code) => {
      refused(await desk.manage('POST', `/${kind}/import`, { body: body() }), status, code);
    });

    it('refuses JSON, and a workbook of more than 5000 rows', async () => {
      refused(await desk.manage('POST', `/${kind}/import`, { body: {} }), 415, 'request.media-type-not-supported');
      const rows = Array.from({ length: 5001 }, (_, at) => aBaseRow(`基地${at}`));
      const answer = await imports(kind, [baseTitles, ...rows]);
      refused(answer, 422, 'spreadsheets.too-large');
      expect(answer.body.maxRows).toBe(5000);
    });
  });
});

const asArrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;
