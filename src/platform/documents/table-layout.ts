import type { Content, CustomTableLayout, Margins, TableCell } from 'pdfmake/interfaces.js';
import { cellContent, contentHeight, type Photos } from './cell-layout.js';
import type { Cell, Row, Table } from './form-document.js';
import { bodyHeight, millimetres, padding, rule, textWidth } from './measures.js';
import type { Typesetter } from './typesetter.js';

export const ruled: CustomTableLayout = {
  hLineWidth: () => rule,
  vLineWidth: () => rule,
  paddingLeft: () => padding.x,
  paddingRight: () => padding.x,
  paddingTop: () => padding.y,
  paddingBottom: () => padding.y,
};

export const unruled: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
};

const sum = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const leastHeight = (height = 8): number => millimetres(height);

// As shares of a page, so that a header and a band have room together, footnotes too.
const tallestHeader = bodyHeight * 0.25;
const tallestBand = bodyHeight * 0.6;

/**
 * A table as bands: rows that a span ties together. Each band is a table of its own inside one row of an outer
 * table, which pdfmake never breaks and whose header it repeats; pdfmake's own choice between breaking any row and
 * breaking none leaves spans cut in two, or loses what is higher than a page. Bands too tall to keep whole break.
 */
export function tableContent(table: Table, follows: boolean, photos: Photos, setter: Typesetter): Content[] {
  const { header, bands } = bandsOf(table);
  const draw = (rows: readonly Row[], overlaps: boolean): Content => ({
    layout: 'ruled',
    margin: [0, overlaps ? -rule : 0, 0, 0],
    table: {
      widths: contentWidths(table.columns),
      heights: rows.map(({ height }) => leastHeight(height) - 2 * padding.y - rule),
      body: body(rows, table.columns, photos, setter),
    },
  });

  const content: Content[] = [];
  let kept: Content[] = [];
  let drawn = follows;
  const keep = (rows: readonly Row[]) => {
    kept.push(draw(rows, drawn));
    drawn = true;
  };
  const flush = (headed: boolean) => {
    if (kept.length > 0) content.push(keptWhole(kept, headed));
    kept = [];
  };

  let headed = header.length > 0;
  if (headed) keep(header);
  for (const band of bands) {
    if (sum(rowHeights(band, table.columns)) <= tallestBand) {
      keep(band);
      continue;
    }
    flush(headed);
    headed = false;
    content.push(draw(band, drawn));
    drawn = true;
  }
  flush(headed);
  return content;
}

const keptWhole = (bands: Content[], headed: boolean): Content => ({
  layout: 'unruled',
  table: {
    widths: [textWidth],
    dontBreakRows: true,
    headerRows: headed ? 1 : 0,
    keepWithHeaderRows: headed && bands.length > 1 ? 1 : 0,
    body: bands.map((band) => [band]),
  },
});

function bandsOf({ rows, columns, repeatedRows = 0 }: Table): { header: readonly Row[]; bands: Row[][] } {
  const header = rows.slice(0, repeatedRows);
  if (sum(rowHeights(header, columns)) > tallestHeader) return bandsOf({ kind: 'table', rows, columns });
  const bands: Row[][] = [];
  let tiedUntil = repeatedRows;
  for (const [index, row] of rows.entries()) {
    if (index < repeatedRows) continue;
    const band = bands.at(-1);
    if (index < tiedUntil && band) band.push(row);
    else bands.push([row]);
    tiedUntil = Math.max(tiedUntil, ...row.cells.map(({ rowspan = 1 }) => index + rowspan));
  }
  return { header, bands };
}

/** pdfmake's widths leave out padding and rules. */
function contentWidths(columns: readonly number[]): number[] {
  const total = sum(columns);
  return columns.map((column) => (column / total) * (textWidth - rule) - 2 * padding.x - rule);
}

const spanWidth = (widths: readonly number[], from: number, { colspan = 1 }: Cell): number =>
  sum(widths.slice(from, from + colspan)) + (colspan - 1) * (2 * padding.x + rule);

/** Throws when the cells of a table leave places of its grid empty, or need more than there are. */
export function requireFilledGrid({ rows, columns }: Table): void {
  Array.from(places(rows, columns.length));
}

/** The places of the grid, row by row, that cells start in; covered ones are filled with pdfmake's empty cells. */
function* places(
  rows: readonly Row[],
  columns: number,
): Generator<{ row: number; column: number; cell: Cell | undefined }> {
  const coveredUntil = new Array<number>(columns).fill(0);
  for (const [row, { cells }] of rows.entries()) {
    const waiting = [...cells];
    let current: { until: number; rowspan: number } | undefined;
    for (let column = 0; column < columns; column++) {
      if ((coveredUntil[column] ?? 0) > row) {
        yield { row, column, cell: undefined };
        continue;
      }
      if (current && column < current.until) {
        coveredUntil[column] = row + current.rowspan;
        yield { row, column, cell: undefined };
        continue;
      }
      const cell = waiting.shift();
      if (!cell) throw new Error(`row ${row + 1} of the table has no cell for column ${column + 1}`);
      current = { until: column + (cell.colspan ?? 1), rowspan: cell.rowspan ?? 1 };
      if (current.until > columns || row + current.rowspan > rows.length) {
        throw new Error(`a cell of row ${row + 1} spans beyond the table`);
      }
      coveredUntil[column] = row + current.rowspan;
      yield { row, column, cell };
    }
    if (waiting.length > 0) throw new Error(`row ${row + 1} of the table has more cells than columns`);
  }
}

function body(rows: readonly Row[], columns: readonly number[], photos: Photos, setter: Typesetter): TableCell[][] {
  const widths = contentWidths(columns);
  const heights = rowHeights(rows, columns);
  const grid: TableCell[][] = rows.map(() => []);
  for (const { row, column, cell } of places(rows, columns.length)) {
    if (!cell) {
      grid[row]?.push({});
      continue;
    }
    const { colspan = 1, rowspan = 1 } = cell;
    const width = spanWidth(widths, column, cell);
    const spare = sum(heights.slice(row, row + rowspan)) - 2 * padding.y - contentHeight(cell, width);
    grid[row]?.push({
      stack: cellContent(cell, width, photos, setter),
      colSpan: colspan,
      rowSpan: rowspan,
      ...(cell.kind === 'label' ? { fillColor: '#eeeeee' } : {}),
      ...(cell.kind === 'seal' ? {} : centred(rowspan, spare)),
    });
  }
  return grid;
}

/** pdfmake centres well in one row, but puts what spans rows outside its cell on every page except the first. */
const centred = (rowspan: number, spare: number) =>
  rowspan === 1
    ? { verticalAlignment: 'middle' as const }
    : { margin: [0, Math.max(0, spare / 2), 0, 0] satisfies Margins };

/** The height of each row in points; what spans rows stretches the last of them. */
function rowHeights(rows: readonly Row[], columns: readonly number[]): number[] {
  const widths = contentWidths(columns);
  const heights = rows.map(({ height }) => leastHeight(height));
  const cells = [...places(rows, columns.length)].flatMap(({ row, column, cell }) =>
    cell ? [{ row, column, cell, last: row + (cell.rowspan ?? 1) - 1 }] : [],
  );
  for (const { row, column, cell, last } of cells.sort((a, b) => a.last - b.last)) {
    const height = contentHeight(cell, spanWidth(widths, column, cell)) + 2 * padding.y + rule;
    heights[last] = Math.max(heights[last] ?? 0, height - sum(heights.slice(row, last)));
  }
  return heights;
}
