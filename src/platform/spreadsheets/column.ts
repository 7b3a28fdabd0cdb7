import type { Text } from '../problems/problem.js';
import type { Cell } from './sheet.worker.js';

/** One column of an import. */
export interface Column {
  /** What stands above it; found whatever spaces, widths and stars are around. */
  readonly title: string;
  /** The field of the request that its cells fill. */
  readonly field: string;
  readonly kind: 'text' | 'phone' | 'integer' | 'date' | 'choice';
  readonly required: boolean;
  /** What may stand in a cell, told beside every refusal: for a choice each of its names, else a sentence. */
  readonly allowed: readonly string[];
  readonly example: string | number;
  /** The value of a choice by its name. */
  readonly values?: ReadonlyMap<string, string>;
}

export interface CellFault {
  readonly code: string;
  readonly detail: Text;
}

export type Reading = { readonly value: string | number | null } | CellFault;

/** As people compare names: whatever width the characters have, and however many spaces are between them. */
export const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff]+/g, '')
    .toLowerCase();

/** The cell's text as a person sees it, without spaces around and without the apostrophe that makes Excel keep digits. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  // what a spreadsheet shows of a date that it cannot
  if (cell instanceof Date) return dateOf(cell) ?? '#####';
  const text = typeof cell === 'string' ? cell : typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
  return text.replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, '').replace(/^'/, '');
}

/** Reads a cell as its column wants it: a value, null for an empty one, or what is wrong with it. */
export function readCell(column: Column, cell: Cell): Reading {
  const text = textOf(cell);
  if (text === '') return column.required ? fault('required', '必填', 'is required') : { value: null };
  if (text.includes('\0') || !text.isWellFormed())
    return fault('format', '含有无法保存的字符', 'has characters that cannot be stored');
  return readers[column.kind](cell, text, column);
}

const readers: Record<Column['kind'], (cell: Cell, text: string, column: Column) => Reading> = {
  text: (_, text) => ({ value: text }),
  phone: (cell, text) => {
    // a number has lost the zero that an area code begins with; mobile and service numbers have none
    if (typeof cell === 'number' && !/^(1[3-9]\d{9}|[48]00\d{7})$/.test(text))
      return fault(
        'number',
        '按数字存放会丢失开头的 0，请把单元格设为文本',
        'is a number, which loses leading zeros: make the cell text',
      );
    return { value: text.normalize('NFKC') };
  },
  integer: (cell, text) => {
    const digits = text.normalize('NFKC').replace(/^(\d+)\.0+$/, '$1');
    if (cell instanceof Date || !/^\d{1,9}$/.test(digits)) return fault('type', '应为整数', 'must be a whole number');
    return { value: Number(digits) };
  },
  date: (cell, text) => {
    const found =
      cell instanceof Date ? dateOf(cell) : typeof cell === 'string' ? writtenDate(text.normalize('NFKC')) : undefined;
    return found === undefined ? fault('format', '应为日期', 'must be a date') : { value: found };
  },
  choice: (_, text, { values = new Map<string, string>() }) => {
    const exact = values.get(text);
    if (exact !== undefined) return { value: exact };
    const like = [...values].filter(([name]) => comparable(name) === comparable(text));
    if (like.length === 1) return { value: like[0]![1] };
    return fault('not-in-list', '不是允许的取值', 'is none of the allowed values');
  },
};

const fault = (code: string, zh: string, en: string): CellFault => ({ code, detail: { zh, en } });

// a spreadsheet's date is a number of days, which a second's rounding must not move to the day before
const dateOf = (date: Date): string | undefined =>
  Math.abs(date.getTime()) < MOST_MILLISECONDS ? new Date(date.getTime() + 500).toISOString().slice(0, 10) : undefined;
const MOST_MILLISECONDS = Date.UTC(9999, 11, 31);

/** 2027-03-01, 2027/3/1, 2027.3.1 or 2027年3月1日; undefined for a day that is in no calendar. */
function writtenDate(text: string): string | undefined {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.replace(/\s/g, '')) ?? [];
  if (year === '') return undefined;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written ? undefined : written;
}
