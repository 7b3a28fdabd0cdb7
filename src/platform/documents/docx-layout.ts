import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  HeadingLevel,
  PageNumber,
  Paragraph,
  Table,
  TabStopType,
  TextRun,
} from 'docx';
import type { Photos } from './cell-layout.js';
import { alignments, halfPoints, picture, runs } from './docx-runs.js';
import { docxTable } from './docx-table.js';
import { footLines } from './foot-lines.js';
import type { Block, FormDocument } from './form-document.js';
import { sizes } from './measures.js';

const twips = convertMillimetersToTwip;
const fonts = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: 'Times New Roman' };

const QR_ID = 1;
const FIRST_PHOTO_ID = 2;
const QR_SIDE = 18;

/** The document for Word and WPS: A4, the foot on every page. Times are not in it: `render-docx.ts` writes them. */
export function docxLayout(form: FormDocument, { photos, qr }: { photos: Photos; qr: string | undefined }): Document {
  let next = FIRST_PHOTO_ID;
  const numbers = new Map([...photos.keys()].map((cell) => [cell, next++]));
  const blocks = form.blocks.flatMap((block, index) => [
    ...blockOf(block, photos, numbers),
    // two tables without a paragraph between them would become one
    ...(block.kind === 'table' && form.blocks[index + 1]?.kind === 'table' ? [seam()] : []),
  ]);
  return new Document({
    title: form.title.replaceAll('\n', ''),
    creator: form.author,
    lastModifiedBy: form.author,
    ...(form.documentNumber !== undefined && { subject: form.documentNumber }),
    styles: {
      default: {
        document: {
          run: {
            font: fonts,
            size: halfPoints(sizes.text),
            language: { value: form.language, eastAsia: form.language },
          },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: { top: twips(18), bottom: twips(29), left: twips(20), right: twips(20), footer: twips(6) },
          },
        },
        footers: { default: foot(form, qr) },
        children: [...titleOf(form), ...blocks],
      },
    ],
  });
}

const titleOf = ({ title, subtitle }: FormDocument): Paragraph[] => [
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 160 },
    children: runs(title, { bold: true, size: halfPoints(sizes.title) }),
  }),
  ...(subtitle === undefined
    ? []
    : [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { after: 160 },
          children: runs(subtitle, { size: halfPoints(sizes.subtitle) }),
        }),
      ]),
];

function blockOf(block: Block, photos: Photos, numbers: ReadonlyMap<object, number>): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: HeadingLevel.HEADING_2,
          keepNext: true,
          spacing: { before: 200, after: 80 },
          children: runs(block.text, { bold: true, size: halfPoints(sizes.heading) }),
        }),
      ];
    case 'paragraph':
      return [
        new Paragraph({
          alignment: alignments[block.align ?? 'left'],
          spacing: { before: 60, after: 60 },
          indent: { firstLine: block.indent ? 2 * sizes.text * 20 : 0 },
          children: runs(block.text),
        }),
      ];
    case 'rules':
      return block.items.map(
        (item, index) =>
          new Paragraph({
            keepLines: true,
            spacing: { before: 40, after: 40 },
            indent: { left: 400, hanging: 400 },
            children: runs(`${index + 1}.\u2002${item}`),
          }),
      );
    case 'table':
      return [docxTable(block, photos, numbers)];
  }
}

/** Not to be seen. */
const seam = (): Paragraph =>
  new Paragraph({
    spacing: { before: 0, after: 0, line: 20, lineRule: 'exact' },
    children: [new TextRun({ size: 2 })],
  });

function foot(form: FormDocument, qr: string | undefined): Footer {
  const small = { size: halfPoints(sizes.small) };
  const lines = footLines(form).flatMap((line) => [
    new TextRun({ ...small, text: line }),
    new TextRun({ ...small, text: '\u2003' }),
  ]);
  const pageOf = new TextRun({
    size: halfPoints(9),
    children: ['\t第 ', PageNumber.CURRENT, ' 页 共 ', PageNumber.TOTAL_PAGES, ' 页'],
  });
  return new Footer({
    children: [
      new Paragraph({
        border: { top: { style: BorderStyle.NONE, size: 0, space: 1, color: 'auto' } },
        tabStops: [{ type: TabStopType.RIGHT, position: twips(170) }],
        children: [...(qr === undefined ? [] : [picture(qr, QR_ID, [QR_SIDE, QR_SIDE])]), ...lines, pageOf],
      }),
    ],
  });
}
