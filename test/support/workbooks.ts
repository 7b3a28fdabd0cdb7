import { zipSync } from 'fflate';
import writeWorkbook from 'write-excel-file/node';

export type CellValue = string | number | boolean | Date | null;

/** An .xlsx file whose first sheet has these rows. */
export async function aWorkbook(rows: readonly (readonly CellValue[])[]): Promise<Buffer> {
  const data = rows.map((row) => row.map((value) => (value === null ? null : cellOf(value))));
  return writeWorkbook([{ data, sheet: 'Sheet1' }]).toBuffer();
}

const cellOf = (value: Exclude<CellValue, null>) => {
  if (value instanceof Date) return { value, type: Date, format: 'yyyy-mm-dd' };
  if (typeof value === 'number') return { value, type: Number };
  return typeof value === 'boolean' ? { value, type: Boolean } : { value, type: String };
};

/** The parts of an .xlsx file around the XML of its only sheet; `parts` are added, or put in place of these. */
export function workbookOf(sheetData: string, parts: Record<string, string> = {}): Buffer {
  const all = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheetData}</worksheet>`,
    ...parts,
  };
  const bytes = Object.entries(all).map(([name, text]) => [name, Buffer.from(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(bytes)));
}

/** A row of a sheet's XML; a cell is its text, or its XML when it begins with `<`. */
export const sheetRow = (row: number, cells: readonly string[], attributes = '') =>
  `<row r="${row}" ${attributes}>${cells
    .map((cell, index) => {
      const address = `${String.fromCharCode(65 + index)}${row}`;
      return cell.startsWith('<')
        ? cell.replace('<c', `<c r="${address}"`)
        : `<c r="${address}" t="inlineStr"><is><t>${cell}</t></is></c>`;
    })
    .join('')}</row>`;

/** A request's body that uploads the file. */
export function upload(bytes: Uint8Array, name = '导入.xlsx'): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
}
