import { advance } from './kept-fonts.js';
import { lineHeight, sizes } from './measures.js';

/**
 * How high pdfmake will set the text, in points; right but for the finer rules of line breaking. pdfmake tells no
 * heights before it lays out, and by then it is too late to choose what may break or to centre what spans rows.
 */
export function textHeight(text: string, width: number): number {
  const lines = text.split('\n').reduce((sum, paragraph) => sum + lineCount(paragraph, width / sizes.text), 0);
  return lines * sizes.text * lineHeight;
}

function lineCount(paragraph: string, ems: number): number {
  let lines = 1;
  let used = 0;
  for (const [word] of paragraph.matchAll(/[!-~]+|./gsu)) {
    const width = [...word].reduce((sum, character) => sum + advance(character), 0);
    if (used > 0 && used + width > ems) {
      lines += 1;
      used = 0;
    }
    used += width;
    while (used > ems && word.length > 1) {
      lines += 1;
      used -= ems;
    }
  }
  return lines;
}
