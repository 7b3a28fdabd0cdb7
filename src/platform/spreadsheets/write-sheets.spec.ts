import { readFile } from 'node:fs/promises';
import { readZip } from '../../../test/support/read-zip.js';
import { writeTemporary } from '../files/temporary-file.js';
import { readWorkbook } from './read-workbook.js';
import { writeSheets } from './write-sheets.js';

interface Row {
  readonly text: string | null;
  readonly count: number;
  readonly at: Date;
}

const AT = new Date('2026-11-23T16:30:05Z');
const columns = [
  { title: '文本', width: 20, cell: ({ text }: Row) => text },
  { title: '次数', width: 8, cell: ({ count }: Row) => count },
  { title: '时间', width: 20, cell: ({ at }: Row) => at },
];

async function* inBatches(...batches: (readonly Row[])[]) {
  for (const batch of batches) yield await Promise.resolve(batch);
}

const write = (batches: AsyncIterable<readonly Row[]>, rowsPerSheet?: number) =>
  writeTemporary((file) => writeSheets(file, { name: '报名', columns, batches, rowsPerSheet }));

async function read(batches: AsyncIterable<readonly Row[]>) {
  const file = await write(batches);
  try {
    const parts = readZip(await readFile(file.path));
    return { rows: (await readWorkbook(file.path, 100)).rows, xml: String(parts.get('xl/worksheets/sheet1.xml')) };
  } finally {
    await file.remove();
  }
}

const rowsOf = (...texts: (string | null)[]): Row[] => texts.map((text, count) => ({ text, count, at: AT }));

describe('A workbook that is written as a stream', () => {
  it('is read as what was written, with instants as the time in China', async () => {
    const { rows, xml } = await read(inBatches(rowsOf('张小明', null), [], rowsOf('<𠮷> & "x"')));
    const asPeopleSee = '2026-11-24T00:30:05.000Z';
    expect(JSON.parse(JSON.stringify(rows))).toEqual([
      ['文本', '次数', '时间'],
      ['张小明', 0, asPeopleSee],
      [null, 1, asPeopleSee],
      ['<𠮷> & "x"', 0, asPeopleSee],
    ]);
    expect(xml).toContain('state="frozen"');
    expect(xml).toContain('<col min="1" max="1" width="20" customWidth="1"/>');
  });

  it('has no formulas, whatever a text begins with, and no characters that break it', async () => {
    const texts = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '=HYPERLINK("http://x.example","y")',
      'a\u0000\u0007b\ud800c',
      '_x0041_',
    ];
    const { rows, xml } = await read(inBatches(rowsOf(...texts)));
    expect(rows.map(([text]) => text).slice(1, 6)).toEqual(texts.slice(0, 5));
    expect(xml).not.toContain('<f>');
    expect(xml.match(/ t="inlineStr"/g)).toHaveLength(texts.length + columns.length);
    expect(xml).toContain('>ab\ufffdc<');
    expect(xml).toContain('>_x005F_x0041_<');
  });

  it('is a sheet with titles when there are no rows', async () => {
    const { rows } = await read(inBatches());
    expect(rows).toEqual([['文本', '次数', '时间']]);
  });

  it('goes on in another sheet, with its titles, when one is full', async () => {
    const file = await write(inBatches(rowsOf('1', '2', '3'), rowsOf('4', '5')), 2);
    const parts = readZip(await readFile(file.path));
    await file.remove();
    const sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/'));
    expect(sheets.map(([, xml]) => [...String(xml).matchAll(/>([^<>]+)<\/t>/g)].map(([, text]) => text))).toEqual([
      ['文本', '次数', '时间', '1', '2'],
      ['文本', '次数', '时间', '3', '4'],
      ['文本', '次数', '时间', '5'],
    ]);
    expect([...String(parts.get('xl/workbook.xml')).matchAll(/name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      ...['报名', '报名 2', '报名 3'],
    ]);
  });

  it('asks for a batch only when the one before is on its way, and fails as its source fails', async () => {
    let asked = 0;
    async function* failing() {
      for (; asked < 3; asked++) yield await Promise.resolve(rowsOf('x'));
      throw new Error('the database is gone');
    }
    await expect(write(failing())).rejects.toThrow('the database is gone');
    expect(asked).toBe(3);
  });
});
