import { p } from '@mikro-orm/core';

/** The columns of a table whose rows stand for a file in the object store. */
export const storedFileColumns = {
  fileName: p.string().length(200),
  mediaType: p.string().length(40),
  size: p.integer(),
  sha256: p.string().columnType('char(64)'),
  objectKey: p.string().length(200).unique(),
  uploadedAt: p.datetime(),
};

/** A file that is in the object store. */
export interface StoredFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly objectKey: string;
  readonly uploadedAt: Date;
}
