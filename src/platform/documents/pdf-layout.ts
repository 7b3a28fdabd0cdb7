import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Photos } from './cell-layout.js';
import { footLines } from './foot-lines.js';
import type { Block, FormDocument } from './form-document.js';
import { bodyHeight, millimetres, page, sizes, textWidth } from './measures.js';
import { printable } from './printable-text.js';
import { tableContent } from './table-layout.js';
import { textHeight } from './text-height.js';
import { fontNames, missingNote, Typesetter } from './typesetter.js';

/** A document's pictures as data URLs, made ready before the layout, which can't wait for them. */
export interface Pictures {
  photos: Photos;
  qr: string | undefined;
}

/** The document as pdfmake wants it, on A4. */
export function pdfLayout(form: FormDocument, { photos, qr }: Pictures): TDocumentDefinitions {
  const setter = new Typesetter();
  const content = [...titleContent(form, setter), ...blocksContent(form, photos, setter)];
  const noteHeight = footnoteHeight([...setter.missing, ...footLines(form).flatMap((line) => printable(line).missing)]);
  return {
    content,
    pageSize: 'A4',
    pageMargins: [page.side, page.top, page.side, page.bottom + noteHeight],
    footer: footer(form, qr, setter),
    defaultStyle: { font: fontNames.main, fontSize: sizes.text },
    language: form.language,
    version: '1.7',
    displayTitle: true,
    info: {
      title: form.title.replaceAll('\n', ''),
      author: form.author,
      creationDate: form.createdAt,
      ...(form.documentNumber ? { subject: form.documentNumber } : {}),
    },
  };
}

function titleContent({ title, subtitle }: FormDocument, setter: Typesetter): Content[] {
  const centred = { alignment: 'center' as const };
  return [
    setter.set(title, { ...centred, fontSize: sizes.title, bold: true, margin: [0, 0, 0, subtitle ? 2 : 10] }),
    ...(subtitle ? [setter.set(subtitle, { ...centred, fontSize: sizes.subtitle, margin: [0, 0, 0, 10] })] : []),
  ];
}

/** The blocks in order, a heading never left alone at the end of a page by the prose under it. */
function blocksContent(form: FormDocument, photos: Photos, setter: Typesetter): Content[] {
  const contents = form.blocks.map(blockContent(form, photos, setter));
  for (const [index, { kind }] of form.blocks.entries()) {
    const next = form.blocks[index + 1];
    const prose = next?.kind === 'rules' ? next.items[0] : next?.kind === 'paragraph' ? next.text : undefined;
    if (kind !== 'heading' || prose === undefined || !canStayWhole(prose)) continue;
    const heading = contents[index] ?? [];
    const [first = [], ...rest] = contents[index + 1] ?? [];
    contents[index] = [];
    contents[index + 1] = [{ stack: [...heading, first], unbreakable: true }, ...rest];
  }
  return contents.flat();
}

const canStayWhole = (text: string): boolean => textHeight(text, textWidth - ruleIndent) < bodyHeight / 2;

const ruleIndent = 20;

const blockContent =
  ({ blocks }: FormDocument, photos: Photos, setter: Typesetter) =>
  (block: Block, index: number): Content[] => {
    switch (block.kind) {
      case 'heading':
        return [setter.set(block.text, { fontSize: sizes.heading, bold: true, margin: [0, 10, 0, 4] })];
      case 'paragraph':
        return [
          setter.set(block.text, {
            alignment: block.align ?? 'left',
            leadingIndent: block.indent ? 2 * sizes.text : 0,
            margin: [0, 3, 0, 3],
          }),
        ];
      case 'rules':
        return block.items.map((item, number) => ({
          columns: [setter.set(`${number + 1}.`, { width: ruleIndent }), setter.set(item, { width: '*' })],
          unbreakable: canStayWhole(item),
          margin: [0, 2, 0, 2],
        }));
      case 'table':
        return tableContent(block, blocks[index - 1]?.kind === 'table', photos, setter);
    }
  };

const noteSize = sizes.small;
const noteLine = noteSize * 1.45;

/** Room at the foot of each page for the note about all characters that no font has. */
function footnoteHeight(missing: readonly string[]): number {
  if (missing.length === 0) return 0;
  return Math.ceil((missingNote(missing).length * noteSize) / textWidth) * noteLine + 4;
}

const footer =
  (form: FormDocument, qr: string | undefined, setter: Typesetter): TDocumentDefinitions['footer'] =>
  (current, count) => {
    const setterOfFoot = new Typesetter();
    const lines = footLines(form).map((line) => setterOfFoot.set(line, { fontSize: sizes.small }));
    const missing = [...new Set([...setter.missingOn(current), ...setterOfFoot.missing])];
    const side = millimetres(18);
    return {
      margin: [page.side, 6, page.side, 0],
      stack: [
        ...(missing.length > 0 ? [setterOfFoot.set(missingNote(missing), { fontSize: noteSize })] : []),
        {
          columns: [
            ...(qr ? [{ image: qr, width: side, height: side }] : []),
            {
              width: '*',
              margin: [qr ? 6 : 0, 8, 0, 0],
              stack: lines,
            },
            setterOfFoot.set(`第 ${current} 页 共 ${count} 页`, {
              fontSize: 9,
              alignment: 'right',
              width: 90,
              margin: [0, 19, 0, 0],
            }),
          ],
        },
      ],
    };
  };
