import type { Readable } from 'node:stream';
import { type Inspected, inspectFile, type InspectionRules } from './inspect-file.js';
import { normaliseImage } from './image.js';
import { receiveUpload } from './receive-upload.js';
import { safeFileName } from './safe-file-name.js';
import type { TemporaryFile } from './temporary-file.js';

/** An upload as a multipart parser hands it over. */
export interface Upload {
  readonly stream: Readable;
  readonly fileName: string;
  /** As the sender says. */
  readonly mediaType?: string;
}

/** A file that may be kept: images encoded anew; `size` and `sha256` are those of the file at `path`. */
export interface AcceptedFile extends Inspected {
  /** Stands until the work with it is over. */
  readonly path: string;
  readonly fileName: string;
}

/**
 * Receives, inspects and cleans an upload, lets `work` have it, and returns what `work` returns. No temporary file is
 * left behind, whatever fails. Refuses with any of `uploadProblems`.
 */
export async function acceptUpload<T>(
  upload: Upload,
  rules: Omit<InspectionRules, 'claims'> & { readonly maxBytes: number },
  work: (file: AcceptedFile) => Promise<T>,
): Promise<T> {
  const { stream, fileName, mediaType } = upload;
  const received = await receiveUpload(stream, rules);
  let cleaned: TemporaryFile | undefined;
  try {
    const inspected = await inspectFile(received.path, { ...rules, claims: { fileName, mediaType } });
    if (inspected.mediaType !== 'application/pdf') cleaned = await normaliseImage(received.path);
    const { path, size, sha256 } = cleaned ?? received;
    return await work({ ...inspected, path, size, sha256, fileName: safeFileName(fileName, inspected.mediaType) });
  } finally {
    await Promise.all([received.remove(), cleaned?.remove()]);
  }
}
