import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';

export type Cell = string | number | boolean | Date | null;

/** The first sheet of a workbook; `merged` and `broken` name cells (`C7`), or ranges of them (`A2:B3`). */
export interface FoundSheet {
  readonly rows: Cell[][];
  readonly hiddenRows: number;
  readonly merged: string[];
  /** Formulas that give an error, or whose value the file does not hold. */
  readonly broken: string[];
}
export type SheetVerdict = ({ readonly is: 'read' } & FoundSheet) | { readonly is: 'unreadable' | 'too-large' };

const maxUnpackedBytes = 40 * 1024 * 1024;
const maxParts = 500;

class TooLarge extends Error {}

/** Reads the workbook at a path; never rejects because of what is in it. */
export default async function readWorkbook({
  path,
  maxRows,
}: {
  path: string;
  maxRows: number;
}): Promise<SheetVerdict> {
  const bytes = await readFile(path);
  try {
    const parts = unpack(bytes);
    // packed again without compression, so that the reader unpacks no more than what was counted here
    const packed = zipSync(parts, { level: 0 });
    const rows = (await readSheet(packed.buffer)) as Cell[][];
    if (rows.length > maxRows + 1) return { is: 'too-large' };
    return { is: 'read', rows, ...besides(firstSheet(parts)) };
  } catch (error) {
    return { is: error instanceof TooLarge ? 'too-large' : 'unreadable' };
  }
}

/** The XML of the workbook, as long as it keeps the limits: five megabytes can be made to hold five thousand. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let [left, parts] = [maxUnpackedBytes, 0];
  return unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/\.(xml|rels)$/.test(name)) return false;
      left -= originalSize;
      parts += 1;
      if (left < 0 || parts > maxParts) throw new TooLarge();
      return true;
    },
  });
}

function firstSheet(parts: Record<string, Uint8Array>): string {
  const text = (name: string) => (parts[name] ? strFromU8(parts[name]) : '');
  const relation = /<(?:\w+:)?sheet\s[^>]*?\b\w+:id="([^"]+)"/.exec(text('xl/workbook.xml'))?.[1];
  const links = [...text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => tag);
  const target = attributeOf(links.find((tag) => attributeOf(tag, 'Id') === relation) ?? '', 'Target') ?? '';
  return text(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
}

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

/** What the reader of cells leaves out. */
function besides(sheet: string): Omit<FoundSheet, 'rows'> {
  const tags = (name: string) =>
    [...sheet.matchAll(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>`, 'g'))].map(([tag]) => tag);
  const addresses = (found: string[], attribute: string) => found.flatMap((tag) => attributeOf(tag, attribute) ?? []);
  const errors = tags('c').filter((tag) => attributeOf(tag, 't') === 'e');
  const unvalued = [
    ...sheet.matchAll(/(<(?:\w+:)?c\s[^>]*>)\s*<(?:\w+:)?f(?:\s[^>]*)?>[^<]*<\/(?:\w+:)?f>\s*<\/(?:\w+:)?c>/g),
  ].map(([, tag = '']) => tag);
  return {
    hiddenRows: tags('row').filter((tag) => /^(1|true)$/.test(attributeOf(tag, 'hidden') ?? '')).length,
    merged: addresses(tags('mergeCell'), 'ref'),
    broken: addresses([...errors, ...unvalued], 'r'),
  };
}
