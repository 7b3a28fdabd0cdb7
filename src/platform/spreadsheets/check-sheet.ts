import { setImmediate as pause } from 'node:timers/promises';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { fieldErrors } from '../http/validation.pipe.js';
import type { Text } from '../problems/problem.js';
import { columnLetters, within } from './addresses.js';
import { type Column, comparable, readCell, textOf } from './column.js';
import type { Cell, FoundSheet } from './sheet.worker.js';

/** What is wrong with one cell; without a column when the column itself is not there. */
export interface SheetError {
  /** As the spreadsheet counts, the titles being row 1. */
  readonly row: number;
  /** Its letters. */
  readonly column: string | null;
  readonly title: string | null;
  readonly value?: string;
  readonly code: string;
  readonly detail: Text;
  readonly allowed?: readonly string[];
}

/** One row whose cells could all be read. */
export interface CheckedRow<Request> {
  readonly row: number;
  readonly request: Request;
  /** Refuses the cell of a field, for a reason that only the importer knows. */
  refusal(field: string, code: string, detail: Text): SheetError;
}

export interface CheckedSheet<Request> {
  /** How many rows had anything in them. */
  readonly rows: number;
  readonly valid: CheckedRow<Request>[];
  readonly errors: SheetError[];
}

// so that a large sheet does not hold up everybody else's requests
const ROWS_AT_A_TIME = 50;
const LONGEST_VALUE = 100;

/**
 * Checks every cell of a sheet against its column, and every row against the class of the request that would make the
 * same one by one: what is refused there is refused here, by the same rule. All errors are found at once.
 */
export async function checkSheet<Request extends object>(
  sheet: FoundSheet,
  columns: readonly Column[],
  request: new () => Request,
): Promise<CheckedSheet<Request>> {
  const [titles = [], ...rows] = sheet.rows;
  const { places, errors } = placesOf(titles, columns);
  if (errors.length > 0) return { rows: rows.filter(isFilled).length, valid: [], errors };
  const check = new RowCheck(sheet, columns, places, request);
  const valid: CheckedRow<Request>[] = [];
  let filled = 0;
  for (const [index, cells] of rows.entries()) {
    if (index % ROWS_AT_A_TIME === 0) await pause();
    if (!isFilled(cells)) continue;
    filled += 1;
    const checked = check.run(index + 2, cells);
    if ('request' in checked) valid.push(checked);
    else errors.push(...checked.errors);
  }
  if (filled === 0) errors.push({ row: 2, column: null, title: null, code: 'required', detail: nothingThere });
  return { rows: filled, valid, errors };
}

const nothingThere = { zh: '表格中没有数据', en: 'there are no rows' };
const isFilled = (cells: readonly Cell[]): boolean => cells.some((cell) => textOf(cell) !== '');

/** Where each column stands; and what is wrong with the titles. */
function placesOf(titles: readonly Cell[], columns: readonly Column[]) {
  const places = new Map<Column, number>();
  const errors: SheetError[] = [];
  const allowed = columns.map(({ title }) => title);
  for (const [index, cell] of titles.entries()) {
    const value = textOf(cell);
    if (value === '') continue;
    const column = columns.find(({ title }) => nameOf(title) === nameOf(value));
    const at = { row: 1, column: columnLetters(index), title: value.slice(0, LONGEST_VALUE), allowed };
    if (!column)
      errors.push({ ...at, code: 'unknown-column', detail: { zh: '没有这一列', en: 'is no column of this import' } });
    else if (places.has(column))
      errors.push({ ...at, code: 'duplicate', detail: { zh: '列名重复', en: 'stands twice' } });
    else places.set(column, index);
  }
  for (const column of columns) {
    if (!column.required || places.has(column)) continue;
    const detail = { zh: '缺少这一列', en: 'this column is missing' };
    errors.push({ row: 1, column: null, title: column.title, code: 'required', detail, allowed });
  }
  return { places, errors };
}

/** A title as it may be decorated: 招录名额（必填）, *招录名额. */
const nameOf = (title: string): string => comparable(title).replace(/[*]|\((必填|选填)\)/g, '');

class RowCheck<Request extends object> {
  private readonly isMerged: (row: number, column: number) => boolean;
  private readonly isBroken: (row: number, column: number) => boolean;
  private readonly known: Set<number>;

  constructor(
    sheet: FoundSheet,
    private readonly columns: readonly Column[],
    private readonly places: ReadonlyMap<Column, number>,
    private readonly request: new () => Request,
  ) {
    this.isMerged = within(sheet.merged);
    this.isBroken = within(sheet.broken);
    this.known = new Set(places.values());
  }

  run(row: number, cells: readonly Cell[]): CheckedRow<Request> | { errors: SheetError[] } {
    const errors: SheetError[] = [];
    const values: Record<string, unknown> = {};
    const refusal = (field: string, code: string, detail: Text): SheetError =>
      this.errorAt(row, cells, field, code, detail);
    for (const column of this.columns) {
      const place = this.places.get(column);
      if (place === undefined) continue;
      const read = this.isMerged(row, place)
        ? merged
        : this.isBroken(row, place)
          ? broken
          : readCell(column, cells[place] ?? null);
      if ('code' in read) errors.push(refusal(column.field, read.code, read.detail));
      else if (read.value !== null) values[column.field] = read.value;
    }
    errors.push(...this.strayCells(row, cells));
    const request = plainToInstance(this.request, values);
    const refused = new Set(errors.map(({ title }) => title));
    for (const { pointer, code, detail } of fieldErrors(validateSync(request))) {
      const field = pointer.slice(1);
      if (!refused.has(this.columnOf(field).title)) errors.push(refusal(field, code, detail));
    }
    return errors.length > 0 ? { errors } : { row, request, refusal };
  }

  /** Told once a column, or a sheet of nothing else would be answered with a million of them. */
  private strayCells(row: number, cells: readonly Cell[]): SheetError[] {
    return cells.flatMap((cell, index) => {
      if (this.known.has(index) || textOf(cell) === '') return [];
      this.known.add(index);
      return { row, column: columnLetters(index), title: null, value: shown(cell), ...stray };
    });
  }

  private errorAt(row: number, cells: readonly Cell[], field: string, code: string, detail: Text): SheetError {
    const column = this.columnOf(field);
    const place = this.places.get(column);
    const value = shown(place === undefined ? null : (cells[place] ?? null));
    return {
      row,
      column: place === undefined ? null : columnLetters(place),
      title: column.title,
      ...(value !== '' && { value }),
      code,
      detail,
      allowed: column.allowed,
    };
  }

  private columnOf(field: string): Column {
    const column = this.columns.find((one) => one.field === field);
    if (!column) throw new Error(`no column fills ${field}`);
    return column;
  }
}

const shown = (cell: Cell): string => textOf(cell).toWellFormed().replaceAll('\0', '').slice(0, LONGEST_VALUE);

const merged = { code: 'merged', detail: { zh: '合并的单元格，请取消合并后逐行填写', en: 'is part of a merged cell' } };
const broken = { code: 'formula', detail: { zh: '公式没有结果，请填写值', en: 'is a formula without a value' } };
const stray = { code: 'unknown-column', detail: { zh: '该列没有列名', en: 'stands in a column without a title' } };
