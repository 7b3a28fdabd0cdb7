/** A file that a domain holds about a trainee. */
export interface OwnDataFile {
  /** Where it stands in the export, `files/attachments/photo/01-证件照.jpg`: see `filePath`. */
  readonly path: string;
  /** The object as its domain keeps it: it is read from there, never copied in between. */
  readonly objectKey: string;
}

/** What one domain holds about one trainee, personal data opened. */
export interface OwnDataPart {
  /** What each member of `data` is, in Chinese: becomes a line of the export's README.txt. */
  readonly explained: Readonly<Record<string, string>>;
  /** Becomes `<domain>.json`: the names of its members are those of the API where the API has them. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly files: readonly OwnDataFile[];
}
