import path from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { FileNotWhatItClaims, FileTypeNotAllowed } from './files.problems.js';
import { type ImageRules, inspectImage } from './image.js';
import { inspectPdf } from './pdf.js';
import { measure } from './temporary-file.js';

export type AcceptedType = 'image/jpeg' | 'image/png' | 'application/pdf';

export interface InspectionRules {
  readonly allow: readonly AcceptedType[];
  /** Applied when the file is an image. */
  readonly image?: ImageRules;
  /** What the sender says that it is; a picture that claims to be a PDF is refused, a PNG named .jpg is not. */
  readonly claims?: { readonly fileName?: string; readonly mediaType?: string };
}

export interface Inspected {
  readonly mediaType: AcceptedType;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Pixels, as the image is looked at. */
  readonly width?: number;
  readonly height?: number;
  /** Pages of a PDF. */
  readonly pages?: number;
}

/**
 * Says what a file is by its content, whatever its name, and reads all of it to make sure that it is whole and
 * harmless. Refuses with `files.type-not-allowed`, `files.not-what-it-claims` or as `inspectImage` and `inspectPdf` do.
 */
export async function inspectFile(file: string, { allow, image, claims = {} }: InspectionRules): Promise<Inspected> {
  const type = await contentType(file);
  const claimed = claimedTypes(claims);
  const mediaType = allow.find((allowed) => allowed === type);
  if (mediaType === undefined) {
    if (claimed.some((claim) => allow.includes(claim))) throw new FileNotWhatItClaims();
    throw new FileTypeNotAllowed({ members: { allowed: allow } });
  }
  if (claimed.some((claim) => isPdf(claim) !== isPdf(mediaType))) throw new FileNotWhatItClaims();

  const found = mediaType === 'application/pdf' ? await inspectPdf(file) : await inspectImage(file, mediaType, image);
  return { mediaType, ...(await measure(file)), ...found };
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

function claimedTypes({ fileName = '', mediaType = '' }: NonNullable<InspectionRules['claims']>): AcceptedType[] {
  const essence = mediaType.split(';', 1)[0]?.trim() ?? '';
  return [path.extname(fileName), essence].flatMap((claim) => typesByClaim[claim.toLowerCase()] ?? []);
}
