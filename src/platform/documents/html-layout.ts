import type { Photos } from './cell-layout.js';
import type { Block, Cell, FormDocument, ListCell, PhotoCell, SealCell, Table } from './form-document.js';
import { footLines } from './foot-lines.js';
import { photoSizes } from './photo.js';

/** The document's pictures as data URLs. */
export interface HtmlPictures {
  readonly photos: Photos;
  readonly qr: string | undefined;
}

/** A whole page that prints on A4 from any browser: no script, nothing fetched, the foot on every printed page. */
export const htmlLayout = (form: FormDocument, pictures: HtmlPictures): string =>
  [
    '<!doctype html>',
    `<html lang="${form.language}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta name="author" content="${escaped(form.author)}">`,
    `<title>${escaped(form.title.replaceAll('\n', ''))}</title><style>${style}</style></head>`,
    // a table's foot keeps room on each printed page, and what is fixed is printed on each
    '<body><table class="sheet"><tfoot><tr><td>',
    foot(form, pictures.qr),
    '</td></tr></tfoot><tbody><tr><td><main>',
    `<h1>${lines(form.title)}</h1>`,
    form.subtitle === undefined ? '' : `<p class="subtitle">${lines(form.subtitle)}</p>`,
    ...form.blocks.map(blockOf(pictures.photos)),
    '</main></td></tr></tbody></table></body></html>',
    '',
  ].join('\n');

const style = `
@page { size: A4; margin: 15mm 20mm 12mm; @bottom-right { content: "第 " counter(page) " 页 共 " counter(pages) " 页"; font-size: 9pt } }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font: 10.5pt/1.45 "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif }
.sheet { width: 100%; border-collapse: collapse }
.sheet > * > tr > td { padding: 0 1px }
h1 { margin: 0 0 10pt; font-size: 18pt; text-align: center }
.subtitle { margin: -8pt 0 10pt; font-size: 15pt; text-align: center }
h2 { margin: 10pt 0 4pt; font-size: 12pt; break-after: avoid }
.grid { width: 100%; margin-top: -1px; border-collapse: collapse; table-layout: fixed }
.grid td { height: 8mm; padding: 3pt 4pt; border: 0.6pt solid #000; overflow-wrap: anywhere }
.grid tr { break-inside: avoid }
.label { background: #eee; text-align: center; print-color-adjust: exact; -webkit-print-color-adjust: exact }
.photo { text-align: center }
.photo img { display: block; max-width: 100%; margin: 0 auto }
.seal { vertical-align: top }
.seal p { margin: 0; text-indent: 2em }
.seal .hand { text-align: right; text-indent: 0; padding: 3pt 12pt 0 0 }
.indent { text-indent: 2em }
.center { text-align: center }
.right { text-align: right }
ol { margin: 0; padding-left: 20pt }
ul { margin: 0; padding: 0; list-style: none }
li { break-inside: avoid }
.foot { display: flex; align-items: center; gap: 6pt; padding-top: 4pt; font-size: 8pt }
.foot img { width: 18mm; height: 18mm }
.foot p { margin: 0 }
@media print { .foot { position: fixed; bottom: 0; left: 0 } .sheet > tfoot > tr > td { height: 21mm } }
@media screen { body { max-width: 210mm; margin: 0 auto; padding: 15mm 20mm } }
`.replace(/\n/g, '');

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

const lines = (text: string): string => text.split('\n').map(escaped).join('<br>');

function foot(form: FormDocument, qr: string | undefined): string {
  const picture = qr === undefined ? '' : `<img src="${qr}" alt="${escaped(form.qr?.text ?? '')}">`;
  return `<div class="foot">${picture}<div>${footLines(form)
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('')}</div></div>`;
}

const blockOf =
  (photos: Photos) =>
  (block: Block): string => {
    switch (block.kind) {
      case 'heading':
        return `<h2>${lines(block.text)}</h2>`;
      case 'paragraph':
        return `<p class="${classes(block.indent && 'indent', block.align)}">${lines(block.text)}</p>`;
      case 'rules':
        return `<ol>${block.items.map((item) => `<li>${lines(item)}</li>`).join('')}</ol>`;
      case 'table':
        return tableOf(block, photos);
    }
  };

function tableOf({ columns, rows, repeatedRows = 0 }: Table, photos: Photos): string {
  const total = columns.reduce((sum, column) => sum + column, 0);
  const widths = columns.map((column) => `<col style="width:${((column / total) * 100).toFixed(3)}%">`).join('');
  const row = ({ cells, height }: Table['rows'][number]): string => {
    const least = height === undefined ? '' : ` style="height:${height}mm"`;
    return `<tr${least}>${cells.map((cell) => cellOf(cell, photos)).join('')}</tr>`;
  };
  const head = rows.slice(0, repeatedRows).map(row).join('');
  const body = rows.slice(repeatedRows).map(row).join('');
  return `<table class="grid"><colgroup>${widths}</colgroup>${head && `<thead>${head}</thead>`}<tbody>${body}</tbody></table>`;
}

function cellOf(cell: Cell, photos: Photos): string {
  const { colspan = 1, rowspan = 1 } = cell;
  const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
  const align = cell.kind === 'text' && cell.align;
  return `<td class="${classes(cell.kind, align)}"${spans}>${contentOf(cell, photos)}</td>`;
}

function contentOf(cell: Cell, photos: Photos): string {
  switch (cell.kind) {
    case 'label':
      return lines(cell.text);
    case 'text':
      return cell.bold ? `<b>${lines(cell.text)}</b>` : lines(cell.text);
    case 'list':
      return listOf(cell);
    case 'photo':
      return photoOf(cell, photos);
    case 'seal':
      return sealOf(cell);
  }
}

const listOf = ({ items, numbered }: ListCell): string => {
  const tag = numbered ? 'ol' : 'ul';
  return `<${tag}>${items.map((item) => `<li>${lines(item)}</li>`).join('')}</${tag}>`;
};

function photoOf(cell: PhotoCell, photos: Photos): string {
  const image = photos.get(cell);
  const [width, height] = photoSizes[cell.size];
  if (image === undefined) return lines(cell.placeholder);
  return `<img src="${image}" alt="${escaped(cell.placeholder)}" style="width:${width}mm;height:${height}mm">`;
}

const sealOf = ({ text = '', signature, stamp = '', blank }: SealCell): string =>
  [
    `<p>${lines(text)}</p>`,
    `<p class="hand" style="margin-top:${blank}mm">${escaped(signature)}：${'\u3000'.repeat(8)}${escaped(stamp)}</p>`,
    '<p class="hand">年\u3000\u3000月\u3000\u3000日</p>',
  ].join('');

const classes = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ');
