import { columnLetters } from './addresses.js';

/** What a cell holds: a text that never is a formula, a number, an instant, or nothing. */
export type CellContent = string | number | Date | null;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MEDIA = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

// places in the list of formats in `styles`
const BOLD = 1;
const TEXT = 2;
const INSTANT = 3;

const HOURS_OF_CHINA = 8 * 3600 * 1000;
const DAY = 24 * 3600 * 1000;
// days from the beginning of a spreadsheet's time to 1970 (ECMA-376, 18.17.4.1)
const DAYS_BEFORE_1970 = 25_569;

// what XML 1.0 cannot hold, not even escaped
const NOT_IN_XML = /[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as XML 1.0 holds it; `_x0041_` would be read as the character of that number (ECMA-376, 22.4.2.4). */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(NOT_IN_XML, '')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (character) => escapes[character] ?? '');

const textCell = (address: string, text: string, style: number): string =>
  `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

function cellOf(address: string, content: CellContent): string {
  if (content === null) return '';
  if (typeof content === 'string') return textCell(address, content, TEXT);
  if (typeof content === 'number') return `<c r="${address}"><v>${content}</v></c>`;
  return `<c r="${address}" s="${INSTANT}"><v>${(content.getTime() + HOURS_OF_CHINA) / DAY + DAYS_BEFORE_1970}</v></c>`;
}

/** The row of a number, counted from 1: 2 is the first below the titles. */
export const rowOf = (number: number, contents: readonly CellContent[]): string =>
  `<row r="${number}">${contents.map((content, index) => cellOf(`${columnLetters(index)}${number}`, content)).join('')}</row>`;

/** A sheet up to its first row below the titles. */
export function sheetBeginning(columns: readonly { readonly title: string; readonly width: number }[]): string {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData>` +
    `<row r="1">${columns.map(({ title }, index) => textCell(`${columnLetters(index)}1`, title, BOLD)).join('')}</row>`
  );
}

export const sheetEnd = '</sheetData></worksheet>';

const styles =
  `${DECLARATION}<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>' +
  '<xf fontId="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/>' +
  '</cellXfs></styleSheet>';

/** Everything of a workbook around its sheets. */
export function workbookParts(name: string, sheets: number): { readonly path: string; readonly xml: string }[] {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const nameOf = (number: number) => escaped(number === 1 ? name : `${name} ${number}`);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const relations = (all: readonly string[]) =>
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
  const part = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${MEDIA}.${type}+xml"/>`;
  return [
    {
      path: 'xl/workbook.xml',
      xml:
        `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
        numbers.map((n) => `<sheet name="${nameOf(n)}" sheetId="${n}" r:id="rId${n}"/>`).join('') +
        '</sheets></workbook>',
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      xml: relations([
        ...numbers.map((n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)),
        relation(`rId${sheets + 1}`, 'styles', 'styles.xml'),
      ]),
    },
    { path: 'xl/styles.xml', xml: styles },
    { path: '_rels/.rels', xml: relations([relation('rId1', 'officeDocument', 'xl/workbook.xml')]) },
    {
      path: '[Content_Types].xml',
      xml:
        `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
        `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        part('xl/workbook.xml', 'sheet.main') +
        part('xl/styles.xml', 'styles') +
        numbers.map((n) => part(`xl/worksheets/sheet${n}.xml`, 'worksheet')).join('') +
        '</Types>',
    },
  ];
}
