import { IsISO8601, IsString, IsUUID } from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';

/** What every event of an export tells; `aggregateId` is the export's id. */
export abstract class DataExportEvent extends DomainEvent {
  /** The trainee's. */
  @IsUUID()
  readonly accountId: string;
}

/** A trainee asked for everything that is held about them: each domain answers with its part, an empty one too. */
@Published('accounts.data-export-requested', 1)
export class DataExportRequested extends DataExportEvent {}

/** All parts are in: the export can be downloaded until `expiresAt`, RFC 3339. */
@Published('accounts.data-export-ready', 1)
export class DataExportReady extends DataExportEvent {
  @IsISO8601()
  readonly expiresAt: string;
}

/** A part did not come in time: the trainee may ask again. */
@Published('accounts.data-export-failed', 1)
export class DataExportFailed extends DataExportEvent {}

/**
 * A domain's answer to `DataExportRequested`, which it publishes under a name of its own, `<domain>.own-data-exported`:
 * its part lies in the object store. `aggregateId` is the export's id; an answer that comes again tells the same.
 */
export abstract class OwnDataExported extends DataExportEvent {
  /** As `OwnDataParts.write` returned it. */
  @IsString()
  readonly partKey: string;
}
