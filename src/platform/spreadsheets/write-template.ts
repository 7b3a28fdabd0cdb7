import writeWorkbook from 'write-excel-file/node';
import type { Column } from './column.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true });
// as text, or Excel takes zeros from the beginning of a phone number
const text = (value: string) => ({ value, type: String, format: '@', wrap: true });

/**
 * A workbook to fill in: a sheet with nothing but the titles, which an import reads, and one that explains them, with an
 * example row and the allowed values of each column.
 */
export async function writeTemplate(name: string, columns: readonly Column[]): Promise<Buffer> {
  const widths = [{ width: 12 }, ...columns.map(() => ({ width: 24 }))];
  const depth = Math.max(...columns.map(({ allowed }) => allowed.length));
  const line = (label: string, of: (column: Column) => string) => [
    bold(label),
    ...columns.map((column) => text(of(column))),
  ];
  const empty = Array.from({ length: 200 }, () => columns.map(() => ({ value: '', type: String, format: '@' })));
  return writeWorkbook([
    {
      data: [columns.map(({ title }) => bold(title)), ...empty],
      sheet: name,
      columns: widths.slice(1),
      stickyRowsCount: 1,
    },
    {
      data: [
        [bold('列名'), ...columns.map(({ title }) => bold(title))],
        line('示例', ({ example }) => String(example)),
        line('是否必填', ({ required }) => (required ? '必填' : '选填')),
        ...Array.from({ length: depth }, (_, at) =>
          line(at === 0 ? '允许的取值' : '', ({ allowed }) => allowed[at] ?? ''),
        ),
      ],
      sheet: '填写说明',
      columns: widths,
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}
