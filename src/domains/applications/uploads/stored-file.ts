import { p } from '@mikro-orm/core';

/**
 * What has become of a file: kept, and served to who may see it; lost, its object gone or no longer what was uploaded;
 * quarantined, malware found in it later. Only what is kept is served.
 */
export const fileStatuses = ['kept', 'lost', 'quarantined'] as const;
export type FileStatus = (typeof fileStatuses)[number];

/** The columns of a table whose rows stand for a file in the object store. */
export const storedFileColumns = {
  fileName: p.string().length(200),
  mediaType: p.string().length(40),
  size: p.integer(),
  // as it was sent: an image is encoded anew, and its owner was told a limit for what they send
  receivedSize: p.integer(),
  sha256: p.string().columnType('char(64)'),
  objectKey: p.string().length(200).unique(),
  // of an image's small JPEG; null for a PDF, and for what was uploaded before there were any
  thumbnailKey: p.string().length(220).unique().nullable(),
  status: p.enum(fileStatuses),
  // when the object was last looked at; null until the first time
  checkedAt: p.datetime().nullable().index(),
  uploadedAt: p.datetime(),
};

/** A file that is in the object store. */
export interface StoredFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly receivedSize: number;
  readonly sha256: string;
  readonly objectKey: string;
  readonly thumbnailKey: string | null;
  readonly status: FileStatus;
  readonly checkedAt: Date | null;
  readonly uploadedAt: Date;
}
