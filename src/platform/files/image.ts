import { FileDamaged, ImageTooManyPixels, ImageTooSmall, ImageWrongShape } from './files.problems.js';
import { type TemporaryFile, writeTemporary } from './temporary-file.js';
import sharp, { type Metadata } from './uncached-sharp.js';

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

/** What the head of an image says, before any pixel is decoded. */
export interface ImageHead {
  /** Pixels, as the image is looked at. */
  readonly width: number;
  readonly height: number;
  /** Decoding it takes so much memory that nothing else should be decoded beside it. */
  readonly isHeavy: boolean;
}

/** An image made anew and a small one for lists; whoever has them removes both. */
export interface EncodedImage {
  readonly image: TemporaryFile;
  readonly thumbnail: TemporaryFile;
}

// Above what phones take, and far below what a few kilobytes of PNG can unfold to.
const maxPixels = 50_000_000;
const heavyPixels = 20_000_000;
// Pixels of a thumbnail's longer side.
const thumbnailSide = 320;
const formats = { 'image/jpeg': 'jpeg', 'image/png': 'png' } as const;

/**
 * Reads the head of a JPEG or PNG. Refuses with `files.damaged`, `files.image-too-many-pixels`,
 * `files.image-too-small`, `files.image-wrong-shape`.
 */
export async function readImageHead(
  path: string,
  mediaType: keyof typeof formats,
  rules: ImageRules = {},
): Promise<ImageHead> {
  const found = await orDamaged(() => sharp(path, { ...strict, limitInputPixels: false }).metadata());
  if (found.format !== formats[mediaType]) throw new FileDamaged();
  const pixels = pixelsInMemory(found);
  if (pixels > maxPixels) throw new ImageTooManyPixels({ members: { maxPixels } });
  const { width, height } = found.autoOrient;
  checkShape(width, height, rules);
  return { width, height, isHeavy: pixels > heavyPixels };
}

/**
 * Decodes every pixel of a JPEG or PNG and encodes it anew in its own format: upright, in sRGB and without metadata
 * (place, camera, comments, colour profile, whatever else was hidden in it or behind it); makes a thumbnail (JPEG) of
 * that. Refuses with `files.damaged` what is not whole.
 */
export async function encodeAnew(path: string, mediaType: keyof typeof formats): Promise<EncodedImage> {
  const upright = sharp(path, strict).autoOrient().toColourspace('srgb');
  // optimised Huffman tables would hold the whole image in memory, three times over, for a few per cent of its size
  const encoded = mediaType === 'image/jpeg' ? upright.jpeg({ quality: 90, optimiseCoding: false }) : upright.png();
  const image = await writeTemporary(async (file) => {
    await orDamaged(() => encoded.toFile(file));
  });
  try {
    const small = sharp(image.path, strict)
      .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality: 75 });
    const thumbnail = await writeTemporary(async (file) => {
      await small.toFile(file);
    });
    return { image, thumbnail };
  } catch (error) {
    await image.remove();
    throw error;
  }
}

const strict = { failOn: 'error', limitInputPixels: maxPixels, sequentialRead: true } as const;

/** An image in passes is held whole while it is decoded, in numbers wider than its pixels: it counts double. */
const pixelsInMemory = ({ width, height, isProgressive = false }: Metadata) => width * height * (isProgressive ? 2 : 1);

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
