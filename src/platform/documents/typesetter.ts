import type { ContentText, Style } from 'pdfmake/interfaces.js';
import { codePointName, getaMark, printable } from './printable-text.js';

/** Font names as pdfmake is told them. */
export const fontNames = { main: 'main', rare: 'rare' } as const;

/** How a node of text looks; the width is for one that stands in a column. */
export type NodeStyle = Style & { width?: number | '*' };

/** A node after pdfmake has laid it out. */
interface LaidOut {
  positions?: readonly { pageNumber: number }[];
}

/** Turns one document's text into pdfmake's nodes and remembers where characters had to be left to the pen. */
export class Typesetter {
  private readonly notes: { node: ContentText & LaidOut; missing: readonly string[] }[] = [];

  /** The node itself is what pdfmake must be given: a copy would not learn its page. */
  set(text: string, style: NodeStyle = {}): ContentText {
    const { runs, missing } = printable(text);
    const node: ContentText & { id?: string } = {
      ...style,
      text: runs.map(({ text, kind }) =>
        kind === 'stand-in'
          ? { text, font: fontNames.main, fontSize: 6, bold: false }
          : { text, font: fontNames[kind] },
      ),
    };
    if (missing.length > 0) {
      // pdfmake keeps the page right only of nodes that can be linked to
      node.id = `missing-${this.notes.length + 1}`;
      this.notes.push({ node, missing });
    }
    return node;
  }

  /** All that can't be printed as written, each once. */
  get missing(): string[] {
    return [...new Set(this.notes.flatMap(({ missing }) => missing))];
  }

  /** What can't be printed as written on one page, once pdfmake has laid the pages out. */
  missingOn(page: number): string[] {
    return [
      ...new Set(this.notes.filter(({ node }) => pagesOf(node).includes(page)).flatMap(({ missing }) => missing)),
    ];
  }
}

/**
 * pdfmake lays out what must not break as if on a page 1 of its own, and afterwards corrects only the first line's
 * page; lines that seem to go back to an earlier page are on the first line's.
 */
function pagesOf({ positions = [] }: LaidOut): number[] {
  const pages = positions.map(({ pageNumber }) => pageNumber);
  const [first = 0] = pages;
  return pages.some((page) => page < first) ? [first] : pages;
}

/** The footnote about characters that no font has. Each stands by its code point in the text, so a few are named here. */
export function missingNote(missing: readonly string[]): string {
  const variants = missing.filter((characters) => [...characters].length > 1);
  const characters = missing.filter((characters) => [...characters].length === 1);
  return [
    ...(characters.length > 0
      ? [`注：${getaMark} 处为字库未收的字，字符编码为 ${named(characters)}，请以证件为准手写补正。`]
      : []),
    ...(variants.length > 0 ? [`注：异体字 ${named(variants)} 按通行字形印出，请以证件为准。`] : []),
  ].join('');
}

function named(missing: readonly string[]): string {
  const most = 20;
  const names = missing.slice(0, most).map(codePointName).join('、');
  return missing.length > most ? `${names} 等 ${missing.length} 个` : names;
}
