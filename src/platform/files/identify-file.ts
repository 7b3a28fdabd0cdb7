import path from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { FileNotWhatItClaims, FileTypeNotAllowed } from './files.problems.js';

export type AcceptedType = 'image/jpeg' | 'image/png' | 'application/pdf';

/** What the sender says that a file is. */
export interface Claims {
  readonly fileName?: string;
  readonly mediaType?: string;
}

/**
 * Says what a file is by its content, whatever its name. Refuses with `files.type-not-allowed`, or with
 * `files.not-what-it-claims`: a picture that claims to be a PDF is refused, a PNG named .jpg is not.
 */
export async function identifyFile(
  file: string,
  allow: readonly AcceptedType[],
  claims: Claims = {},
): Promise<AcceptedType> {
  const type = await contentType(file);
  const claimed = claimedTypes(claims);
  const mediaType = allow.find((allowed) => allowed === type);
  if (mediaType === undefined) {
    if (claimed.some((claim) => allow.includes(claim))) throw new FileNotWhatItClaims();
    throw new FileTypeNotAllowed({ members: { allowed: allow } });
  }
  if (claimed.some((claim) => isPdf(claim) !== isPdf(mediaType))) throw new FileNotWhatItClaims();
  return mediaType;
}

const isPdf = (type: AcceptedType) => type === 'application/pdf';

/** The media type by signature; undefined when nothing is known that looks like it. */
async function contentType(file: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(file))?.mime;
  } catch (error) {
    // a disk's error is ours; any other is what the detector makes of a bad file
    if (typeof (error as NodeJS.ErrnoException).errno === 'number') throw error;
    return undefined;
  }
}

const typesByClaim: Readonly<Record<string, AcceptedType>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
  'image/jpeg': 'image/jpeg',
  'image/jpg': 'image/jpeg',
  'image/png': 'image/png',
  'application/pdf': 'application/pdf',
};

function claimedTypes({ fileName = '', mediaType = '' }: Claims): AcceptedType[] {
  const essence = mediaType.split(';', 1)[0]?.trim() ?? '';
  return [path.extname(fileName), essence].flatMap((claim) => typesByClaim[claim.toLowerCase()] ?? []);
}
