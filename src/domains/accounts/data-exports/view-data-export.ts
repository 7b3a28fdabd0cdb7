import { type AnsweringDomain, answeringDomainNames, answeringDomains } from './answering-domains.js';
import type { DataExportLinkView, DataExportView } from './data-export.dto.js';
import type { DataExport } from './data-export.entity.js';

/** What a trainee sees of an export at `now`; `answered` are the domains whose part has come. */
export const viewDataExport = (
  dataExport: DataExport,
  answered: readonly AnsweringDomain[],
  link: DataExportLinkView | null,
  now: Date,
): DataExportView => ({
  id: dataExport.id,
  status: dataExport.statusAt(now),
  requestedAt: dataExport.requestedAt.toISOString(),
  readyAt: dataExport.readyAt?.toISOString() ?? null,
  expiresAt: dataExport.expiresAt?.toISOString() ?? null,
  size: dataExport.size,
  sha256: dataExport.sha256,
  parts: answeringDomainNames.map((domain) => ({
    domain,
    title: answeringDomains[domain],
    ready: answered.includes(domain),
  })),
  link,
});
