import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  HeightRule,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Photos } from './cell-layout.js';
import { alignments, picture, runs } from './docx-runs.js';
import type { Cell, SealCell, Table as FormTable } from './form-document.js';
import { sizes } from './measures.js';
import { photoSizes } from './photo.js';

const twips = convertMillimetersToTwip;
const TEXT_WIDTH = twips(170);
const LEAST_HEIGHT = 8;
const line = { style: BorderStyle.SINGLE, size: 5, color: '000000' };

/** A ruled grid as wide as the text; pictures are numbered by `numbers`. */
export function docxTable(
  { columns, rows, repeatedRows = 0 }: FormTable,
  photos: Photos,
  numbers: ReadonlyMap<object, number>,
): Table {
  const total = columns.reduce((sum, column) => sum + column, 0);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: columns.map((column) => Math.round((column / total) * TEXT_WIDTH)),
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: rows.map(
      ({ cells, height = LEAST_HEIGHT }, index) =>
        new TableRow({
          cantSplit: true,
          tableHeader: index < repeatedRows,
          height: { value: twips(height), rule: HeightRule.ATLEAST },
          children: cells.map((cell) => cellOf(cell, photos, numbers)),
        }),
    ),
  });
}

const cellOf = (cell: Cell, photos: Photos, numbers: ReadonlyMap<object, number>): TableCell =>
  new TableCell({
    columnSpan: cell.colspan ?? 1,
    rowSpan: cell.rowspan ?? 1,
    verticalAlign: cell.kind === 'seal' ? VerticalAlignTable.TOP : VerticalAlignTable.CENTER,
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    ...(cell.kind === 'label' && { shading: { type: ShadingType.CLEAR, fill: 'EEEEEE', color: 'auto' } }),
    children: contentOf(cell, photos, numbers),
  });

function contentOf(cell: Cell, photos: Photos, numbers: ReadonlyMap<object, number>): Paragraph[] {
  switch (cell.kind) {
    case 'label':
      return [paragraph(runs(cell.text), 'center')];
    case 'text':
      return [paragraph(runs(cell.text, { bold: cell.bold ?? false }), cell.align)];
    case 'list':
      return cell.items.map((item, index) => paragraph(runs(cell.numbered ? `${index + 1}. ${item}` : item)));
    case 'photo': {
      const image = photos.get(cell);
      const content =
        image === undefined ? runs(cell.placeholder) : [picture(image, numbers.get(cell) ?? 0, photoSizes[cell.size])];
      return [paragraph(content, 'center')];
    }
    case 'seal':
      return sealOf(cell);
  }
}

const paragraph = (children: readonly ParagraphChild[], align: keyof typeof alignments = 'left'): Paragraph =>
  new Paragraph({ alignment: alignments[align], children: [...children] });

/** The blank stands before the signature, where a pen and a stamp expect it. */
const sealOf = ({ text = '', signature, stamp = '', blank }: SealCell): Paragraph[] => [
  new Paragraph({ indent: { firstLine: 2 * sizes.text * 20 }, children: runs(text) }),
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: { before: twips(blank) },
    indent: { right: 240 },
    children: runs(`${signature}：${'\u3000'.repeat(8)}${stamp}`),
  }),
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    indent: { right: 240 },
    children: runs('年\u3000\u3000月\u3000\u3000日'),
  }),
];
