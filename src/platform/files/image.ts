import sharp, { type Metadata } from 'sharp';
import { Turns } from '../turns.js';
import { FileDamaged, ImageTooManyPixels, ImageTooSmall, ImageWrongShape } from './files.problems.js';
import { type TemporaryFile, writeTemporary } from './temporary-file.js';

/** What an image has to be, measured as it is looked at (upright). */
export interface ImageRules {
  readonly minWidth?: number;
  readonly minHeight?: number;
  /** Higher than wide. */
  readonly portrait?: boolean;
  /** Least and most width ÷ height. */
  readonly minRatio?: number;
  readonly maxRatio?: number;
}

// Above what phones take, and far below what a few kilobytes of PNG can unfold to.
const maxPixels = 50_000_000;
// Four photographs of 20 megapixels at once took 381 MB.
const twoAtATime = new Turns(2);
const formats = { 'image/jpeg': 'jpeg', 'image/png': 'png' } as const;

/**
 * Decodes every pixel of a JPEG or PNG and returns its size as it is looked at. Refuses with `files.damaged`,
 * `files.image-too-many-pixels` (before decoding), `files.image-too-small`, `files.image-wrong-shape`.
 */
export async function inspectImage(
  path: string,
  mediaType: keyof typeof formats,
  rules: ImageRules = {},
): Promise<{ width: number; height: number }> {
  return twoAtATime.run(async () => {
    const found = await headOf(path);
    if (found.format !== formats[mediaType]) throw new FileDamaged();
    const { width, height } = found.autoOrient;
    checkShape(width, height, rules);
    await orDamaged(async () => sharp(path, strict).toColourspace('b-w').raw().toBuffer());
    return { width, height };
  });
}

/**
 * Encodes a JPEG or PNG anew, upright, in sRGB and without metadata (place, camera, comments, whatever else was hidden
 * in it), as a temporary file of the same format, which the caller removes. Refuses as `inspectImage` does.
 */
export async function normaliseImage(path: string): Promise<TemporaryFile> {
  return twoAtATime.run(async () => {
    const { format } = await headOf(path);
    if (format !== 'jpeg' && format !== 'png') throw new FileDamaged();
    return writeTemporary(async (cleaned) => {
      const upright = sharp(path, strict).autoOrient().toColourspace('srgb');
      const encoded = format === 'jpeg' ? upright.jpeg({ quality: 90 }) : upright.png();
      await orDamaged(() => encoded.toFile(cleaned));
    });
  });
}

const strict = { failOn: 'error', limitInputPixels: maxPixels, sequentialRead: true } as const;

async function headOf(path: string): Promise<Metadata> {
  const head = await orDamaged(() => sharp(path, { ...strict, limitInputPixels: false }).metadata());
  if (head.width * head.height > maxPixels) throw new ImageTooManyPixels({ members: { maxPixels } });
  return head;
}

/** What sharp cannot read is the sender's bad file, whatever kind of error it is. */
async function orDamaged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new FileDamaged();
  }
}

function checkShape(width: number, height: number, rules: ImageRules): void {
  const { minWidth = 0, minHeight = 0, portrait = false, minRatio = 0, maxRatio = Number.POSITIVE_INFINITY } = rules;
  const members = { width, height, ...rules };
  if (width < minWidth || height < minHeight) throw new ImageTooSmall({ members });
  const ratio = width / height;
  if ((portrait && width >= height) || ratio < minRatio || ratio > maxRatio) throw new ImageWrongShape({ members });
}
