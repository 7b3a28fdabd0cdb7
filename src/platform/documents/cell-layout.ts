import type { Content } from 'pdfmake/interfaces.js';
import type { Cell, ListCell, PhotoCell, SealCell } from './form-document.js';
import { millimetres, padding, sizes } from './measures.js';
import { photoSizes } from './photo.js';
import { textHeight } from './text-height.js';
import type { Typesetter } from './typesetter.js';

/** A document's photos, made ready for print, by their cell. */
export type Photos = ReadonlyMap<PhotoCell, string>;

/** What stands in a cell of this width, in points; spans, shade and place in the height are the table's. */
export function cellContent(cell: Cell, width: number, photos: Photos, setter: Typesetter): Content[] {
  switch (cell.kind) {
    case 'label':
      return [setter.set(cell.text, { alignment: 'center' })];
    case 'text':
      return [setter.set(cell.text, { alignment: cell.align ?? 'left', bold: cell.bold ?? false })];
    case 'list':
      return listLines(cell).map((line) => setter.set(line));
    case 'photo':
      return [photoContent(cell, width, photos, setter)];
    case 'seal':
      return sealContent(cell, setter);
  }
}

/** How high the content will be when it is as wide as this, both in points. */
export function contentHeight(cell: Cell, width: number): number {
  switch (cell.kind) {
    case 'label':
    case 'text':
      return textHeight(cell.text, width);
    case 'list':
      return textHeight(listLines(cell).join('\n'), width);
    case 'photo':
      return cell.image ? photoArea(cell, width)[1] : textHeight(cell.placeholder, width);
    case 'seal':
      return textHeight(`\u3000\u3000${cell.text ?? ''}\n\n`, width) + millimetres(cell.blank) + 2 * padding.y;
  }
}

const listLines = ({ items, numbered }: ListCell): string[] =>
  numbered ? items.map((item, index) => `${index + 1}. ${item}`) : [...items];

function photoContent(cell: PhotoCell, available: number, photos: Photos, setter: Typesetter): Content {
  const image = photos.get(cell);
  if (!image) return setter.set(cell.placeholder, { alignment: 'center' });
  const [width, height] = photoArea(cell, available);
  return { image, width, height, alignment: 'center' };
}

/** Width and height in points, made smaller where the column is too narrow. */
function photoArea({ size }: PhotoCell, available: number): [number, number] {
  const [width, height] = photoSizes[size];
  const printed = Math.min(millimetres(width), available);
  return [printed, (printed / width) * height];
}

function sealContent({ text = '', signature, stamp = '', blank }: SealCell, setter: Typesetter): Content[] {
  const byHand = (line: string, above: number) =>
    setter.set(line, { alignment: 'right', margin: [0, above, 12, padding.y] });
  return [
    setter.set(text, { leadingIndent: 2 * sizes.text }),
    byHand(`${signature}：${'\u3000'.repeat(8)}${stamp}`, millimetres(blank)),
    byHand('年\u3000\u3000月\u3000\u3000日', 0),
  ];
}
