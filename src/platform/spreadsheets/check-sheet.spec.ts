import fc from 'fast-check';
import { IntegerField, TextField } from '../http/fields.js';
import { columnLetters, within } from './addresses.js';
import { checkSheet } from './check-sheet.js';
import { type Column, readCell } from './column.js';
import type { Cell } from './sheet.worker.js';

class Request {
  @TextField({ description: '名称', min: 2, max: 5 })
  readonly name: string;

  @IntegerField({ description: '人数', min: 1, max: 10 })
  readonly places: number;
}

const column = (title: string, field: string, kind: Column['kind'], required = true): Column => ({
  title,
  field,
  kind,
  required,
  allowed: [`what ${field} may be`],
  example: '',
});
const columns = [column('名称', 'name', 'text'), column('人数', 'places', 'integer')];
const check = (rows: Cell[][], besides: { merged?: string[]; broken?: string[] } = {}) =>
  checkSheet({ rows, hiddenRows: 0, merged: [], broken: [], ...besides }, columns, Request);
const told = async (...of: Parameters<typeof check>) =>
  (await check(...of)).errors.map(({ row, column: letters, code }) => [row, letters, code]);

describe('a sheet', () => {
  it('gives a request for each row, skips empty ones, and counts rows as the spreadsheet does', async () => {
    const { rows, valid, errors } = await check([
      ['名称', '人数'],
      ['南宁', 3],
      [null, ' '],
      ['柳州', '４'],
    ]);
    expect(errors).toEqual([]);
    expect(rows).toBe(2);
    expect(valid.map(({ row, request }) => ({ row, ...request }))).toEqual([
      { row: 2, name: '南宁', places: 3 },
      { row: 4, name: '柳州', places: 4 },
    ]);
  });

  it('finds columns in any order, decorated or wide, and does without an optional one', async () => {
    const { valid } = await check([
      ['* 人 数（必填）', '名称'],
      [3, '南宁'],
    ]);
    expect(valid[0]?.request).toEqual({ name: '南宁', places: 3 });
  });

  it('names every bad cell with row, column, value and what is allowed', async () => {
    const { errors } = await check([
      ['名称', '人数'],
      ['南', '三'],
      ['柳州', 11],
      [null, 2],
    ]);
    expect(errors).toEqual([
      expect.objectContaining({ row: 2, column: 'B', title: '人数', value: '三', code: 'type' }),
      expect.objectContaining({ row: 2, column: 'A', title: '名称', value: '南', code: 'length' }),
      expect.objectContaining({ row: 3, column: 'B', value: '11', code: 'range', allowed: ['what places may be'] }),
      expect.objectContaining({ row: 4, column: 'A', code: 'required' }),
    ]);
  });

  it.each<[string, Cell[][], unknown[]]>([
    ['a missing column', [['名称'], ['南宁']], [[1, null, 'required']]],
    [
      'an unknown column',
      [
        ['名称', '人数', '备注'],
        ['南宁', 1],
      ],
      [[1, 'C', 'unknown-column']],
    ],
    [
      'a column that stands twice',
      [
        ['名称', '人数', '名 称'],
        ['南宁', 1],
      ],
      [[1, 'C', 'duplicate']],
    ],
    ['no rows', [['名称', '人数']], [[2, null, 'required']]],
    [
      'nothing at all',
      [],
      [
        [1, null, 'required'],
        [1, null, 'required'],
      ],
    ],
    [
      'what stands under no title, once a column',
      [
        ['名称', '人数'],
        ['南宁', 1, '?'],
        ['柳州', 1, '?'],
      ],
      [[2, 'C', 'unknown-column']],
    ],
  ])('refuses %s', async (_, rows, expected) => {
    expect(await told(rows)).toEqual(expected);
  });

  it('refuses cells that are merged, and formulas without a value', async () => {
    const rows = [
      ['名称', '人数'],
      ['南宁', 1],
      ['柳州', null],
    ];
    expect(await told(rows, { merged: ['B2:B3'] })).toEqual([
      [2, 'B', 'merged'],
      [3, 'B', 'merged'],
    ]);
    expect(await told(rows, { broken: ['B3'] })).toEqual([[3, 'B', 'formula']]);
  });
});

describe('a cell', () => {
  const read = (kind: Column['kind'], cell: Cell, values?: ReadonlyMap<string, string>) =>
    readCell({ ...column('列', 'field', kind, false), ...(values && { values }) }, cell);

  it.each<[Cell, unknown]>([
    ['2027-03-01', '2027-03-01'],
    ['2027/3/1', '2027-03-01'],
    ['2027年3月1日', '2027-03-01'],
    ['２０２７.０３.０１', '2027-03-01'],
    [new Date('2027-03-01T00:00:00Z'), '2027-03-01'],
    // what a day's fraction of 86,400 seconds rounds to
    [new Date('2027-02-28T23:59:59.999Z'), '2027-03-01'],
  ])('reads %p as a date', (cell, expected) => {
    expect(read('date', cell)).toEqual({ value: expected });
  });

  it.each<Cell>(['2027-02-29', '3/1/2027', '2027-13-01', 46_082, 'soon', new Date(NaN), new Date(8.64e15)])(
    'does not take %p for a date',
    (cell) => {
      expect(read('date', cell)).toMatchObject({ code: 'format' });
    },
  );

  it('keeps the digits of a phone number, and refuses a number that may have lost its zero', () => {
    expect(read('phone', "'0771-1234567")).toEqual({ value: '0771-1234567' });
    expect(read('phone', '０７７１－１２３４５６７')).toEqual({ value: '0771-1234567' });
    expect(read('phone', 13_900_000_001)).toEqual({ value: '13900000001' });
    expect(read('phone', 7_711_234_567)).toMatchObject({ code: 'number' });
  });

  it('finds a choice by its name, whatever spaces and widths are in it, unless two names are alike', () => {
    const values = new Map([
      ['广西 基地（一）', 'first'],
      ['柳州基地', 'second'],
      ['柳州 基地', 'third'],
    ]);
    expect(read('choice', '广西基地(一)', values)).toEqual({ value: 'first' });
    expect(read('choice', '柳州 基地', values)).toEqual({ value: 'third' });
    expect(read('choice', '柳 州基地', values)).toMatchObject({ code: 'not-in-list' });
  });

  it('reads whole numbers only', () => {
    expect(read('integer', 20)).toEqual({ value: 20 });
    expect(read('integer', '20.0')).toEqual({ value: 20 });
    for (const cell of [1.5, -1, '二十', '1e3', new Date(0), true] as Cell[]) {
      expect(read('integer', cell)).toMatchObject({ code: 'type' });
    }
  });

  it('never fails, and never gives what cannot be stored', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.date({ noInvalidDate: false }),
    );
    const kinds = fc.constantFrom<Column['kind']>('text', 'phone', 'integer', 'date', 'choice');
    fc.assert(
      fc.property(kinds, anything, (kind, cell) => {
        const read = readCell(column('列', 'field', kind), cell);
        return 'code' in read || typeof read.value === 'number' || !/\0/.test(read.value ?? '');
      }),
    );
  });
});

describe('addresses', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('of column %i are %s', (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
    expect(within([`${letters}7`])(7, index)).toBe(true);
  });

  it('hold what lies in a range', () => {
    const isIn = within(['B2:C3', 'E5']);
    expect([isIn(2, 1), isIn(3, 2), isIn(5, 4)]).toEqual([true, true, true]);
    expect([isIn(1, 1), isIn(2, 0), isIn(4, 2), isIn(5, 3)]).toEqual([false, false, false, false]);
  });
});
