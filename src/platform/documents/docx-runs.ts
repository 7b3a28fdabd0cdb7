import { AlignmentType, ImageRun, TextRun } from 'docx';
import type { Alignment } from './form-document.js';

/** Word measures type in half points. */
export const halfPoints = (points: number): number => points * 2;

/** Alignment as Word names it. */
export const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const satisfies Record<Alignment, string>;

/** Text with `\n` as line breaks. */
export const runs = (text: string, style: { bold?: boolean; size?: number } = {}): TextRun[] =>
  text.split('\n').map((line, index) => new TextRun({ ...style, text: line, ...(index > 0 && { break: 1 }) }));

/** A data URL as a picture; `id` tells it from the document's others, since Word wants each to have its own. */
export function picture(dataUrl: string, id: number, [width, height]: readonly [number, number]): ImageRun {
  const [, type = '', data = ''] = /^data:image\/(\w+);base64,(.*)$/.exec(dataUrl) ?? [];
  const pixels = (millimetres: number) => (millimetres / 25.4) * 96;
  const name = `图${id}`;
  return new ImageRun({
    type: type === 'jpeg' ? 'jpg' : 'png',
    data: Buffer.from(data, 'base64'),
    transformation: { width: pixels(width), height: pixels(height) },
    altText: { id: String(id), name, title: name, description: name },
  });
}
