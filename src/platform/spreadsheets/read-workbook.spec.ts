import { zipSync } from 'fflate';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { problem } from '../../../test/support/uploads.js';
import { aWorkbook, sheetRow, workbookOf } from '../../../test/support/workbooks.js';
import { readWorkbook } from './read-workbook.js';
import { writeTemplate } from './write-template.js';

describe('a workbook', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'workbooks-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(bytes: Uint8Array, maxRows = 10) {
    const file = path.join(folder, 'one.xlsx');
    await writeFile(file, bytes);
    return readWorkbook(file, maxRows);
  }

  it('gives the cells of its first sheet by their types, rows counted from its first', async () => {
    const day = new Date('2027-03-01T00:00:00Z');
    const { rows } = await read(
      await aWorkbook([
        ['名称', '人数'],
        [null, null],
        ['0771', 3],
        [day, true],
      ]),
    );
    expect(rows).toEqual([
      ['名称', '人数'],
      [null, null],
      ['0771', 3],
      [day, true],
    ]);
  });

  it('keeps the place of rows and cells that the file leaves out', async () => {
    const { rows } = await read(workbookOf(`<sheetData>${sheetRow(3, ['名称'])}</sheetData>`));
    expect(rows.map((row) => row[0] ?? null)).toEqual([null, null, '名称']);
  });

  it('tells hidden rows, merged cells, errors and formulas that nobody calculated', async () => {
    const rows = [
      sheetRow(1, ['名称', '人数']),
      sheetRow(2, ['南宁', '<c><f>SUM(1,2)</f></c>'], 'hidden="1"'),
      sheetRow(3, ['<c t="e"><v>#REF!</v></c>', '<c><f>SUM(1,2)</f><v>3</v></c>']),
    ];
    const found = await read(
      workbookOf(`<sheetData>${rows.join('')}</sheetData><mergeCells><mergeCell ref="A5:B6"/></mergeCells>`),
    );
    expect(found).toMatchObject({ hiddenRows: 1, merged: ['A5:B6'] });
    expect(found.broken.toSorted()).toEqual(['A3', 'B2']);
    expect(found.rows[2]?.[1]).toBe(3);
  });

  it.each<[string, () => Uint8Array]>([
    ['text', () => Buffer.from('名称,人数\n南宁,3')],
    ['an old .xls or an encrypted file', () => Buffer.from('d0cf11e0a1b11ae1'.padEnd(4096, '0'), 'hex')],
    ['a ZIP with something else', () => zipSync({ 'word/document.xml': Buffer.from('<w/>') })],
    ['a cut file', () => workbookOf(`<sheetData>${sheetRow(1, ['名称'])}</sheetData>`).subarray(0, 400)],
    ['XML that is none', () => workbookOf('', { 'xl/workbook.xml': 'nothing' })],
  ])('is refused when it is %s', async (_, bytes) => {
    await expect(read(bytes())).rejects.toEqual(problem('spreadsheets.unreadable'));
  });

  it.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ['has a row too many', () => aWorkbook(Array.from({ length: 12 }, (_, row) => [`第 ${row} 行`]))],
    ['unpacks to a hundred times its size', () => workbookOf(`<sheetData>${' '.repeat(41 * 1024 * 1024)}</sheetData>`)],
    [
      'lies about what it unpacks to',
      () => lying(workbookOf(`<sheetData>${' '.repeat(60 * 1024 * 1024)}</sheetData>`)),
    ],
    [
      'has a thousand parts',
      () => workbookOf('', Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`xl/part${at}.xml`, '<a/>']))),
    ],
  ])('is refused when it %s', async (_, bytes) => {
    await expect(read(await bytes())).rejects.toEqual(
      expect.objectContaining({ spec: expect.objectContaining({ status: 422 }) as unknown }),
    );
  });

  it('of a template is empty, and explains itself on its second sheet', async () => {
    const template = await writeTemplate('培训基地', [
      { title: '名称', field: 'name', kind: 'text', required: true, allowed: ['2 至 60 个字'], example: '示例' },
    ]);
    const { rows } = await read(template, 1000);
    expect(rows[0]).toEqual(['名称']);
    expect(rows.slice(1).flat().filter(Boolean)).toEqual([]);
  });
});

/** Says of its largest part that it unpacks to ten bytes. */
function lying(bytes: Buffer): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const local = bytes.indexOf(name) - 30;
  const central = bytes.lastIndexOf(name) - 46;
  bytes.writeUInt32LE(10, local + 22);
  bytes.writeUInt32LE(10, central + 24);
  return bytes;
}
