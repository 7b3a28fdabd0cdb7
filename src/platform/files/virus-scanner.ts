/** Looks for malware in files. */
export abstract class VirusScanner {
  /** The name of what was found in a file, undefined for a clean one; fails with `ScannerUnavailable`. */
  abstract scan(content: AsyncIterable<Buffer>): Promise<string | undefined>;
}

/** The scanner cannot be reached, or gives no verdict; `cause` says how. Becomes a 503: what is not scanned is not kept. */
export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable';
  constructor(cause: unknown) {
    super('the virus scanner is not available', { cause });
  }
}

/** Where no scanner is set up: finds nothing. */
export class NoScanner extends VirusScanner {
  override scan(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
