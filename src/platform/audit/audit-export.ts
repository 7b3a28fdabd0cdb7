import { stringify } from 'csv-stringify/sync';
import { chinaDate } from '../clock/china-date.js';
import type { AuditEventView, ExportFormat } from './audit-event.dto.js';
import type { RecordSeal } from './audit-events.js';

/** A record as an export holds it: with what its seal says, for whoever verifies the chain elsewhere. */
export interface ExportedEvent extends AuditEventView {
  readonly hash: string | null;
  readonly sealedAt: string | null;
}

export const toExportedEvent = (event: AuditEventView, seal: RecordSeal | undefined): ExportedEvent => ({
  ...event,
  hash: seal?.hash ?? null,
  sealedAt: seal?.sealedAt.toISOString() ?? null,
});

interface Writing {
  readonly mediaType: string;
  /** The text of some records; the first of a file may be preceded by a heading. */
  write(events: readonly ExportedEvent[], isFirst: boolean): string;
}

const HOURS_OF_CHINA = 8 * 3600 * 1000;
const inChina = (instant: string): string =>
  new Date(new Date(instant).getTime() + HOURS_OF_CHINA).toISOString().replace('Z', '+08:00');

const columns: readonly (readonly [heading: string, cell: (event: ExportedEvent) => string | number | null])[] = [
  ['链中位置', ({ position }) => position],
  ['时间', ({ occurredAt }) => inChina(occurredAt)],
  ['操作人', ({ actorId }) => actorId],
  ['角色', ({ actorRoles }) => actorRoles.join(' ')],
  ['操作', ({ action }) => action],
  ['对象类型', ({ subjectType }) => subjectType],
  ['对象编号', ({ subjectId }) => subjectId],
  ['IP 地址', ({ ip }) => ip],
  ['浏览器标识', ({ userAgent }) => userAgent],
  ['追踪号', ({ traceId }) => traceId],
  ['说明', ({ facts }) => JSON.stringify(facts)],
  ['记录编号', ({ id }) => id],
];

export const writings: Readonly<Record<ExportFormat, Writing>> = {
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    write: (events, isFirst) =>
      stringify(
        events.map((event) => columns.map(([, cell]) => cell(event))),
        {
          header: isFirst,
          columns: columns.map(([heading]) => ({ key: heading, header: heading })),
          // without its mark, Excel takes UTF-8 for the machine's own encoding, and Chinese for something else
          bom: isFirst,
          // a cell that begins like a formula is one to Excel, and a browser may call itself anything
          escape_formulas: true,
          record_delimiter: 'windows',
        },
      ),
  },
  ndjson: {
    mediaType: 'application/x-ndjson; charset=utf-8',
    write: (events) => events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  },
};

/** `审计记录-2026-11-01至2026-11-30.csv`: the days in China that the file is about, the last one included. */
export function exportName(format: ExportFormat, from: Date | undefined, end: Date): string {
  return `审计记录-${from ? chinaDate(from) : ''}至${chinaDate(end)}.${format}`;
}
