import sharp from '../files/uncached-sharp.js';
import type { PhotoSize } from './form-document.js';

/** Width and height in millimetres. */
export const photoSizes: Record<PhotoSize, readonly [number, number]> = { 'one-inch': [25, 35], 'two-inch': [35, 49] };

const dotsPerMillimetre = 300 / 25.4;
const accepted: readonly string[] = ['jpeg', 'png', 'webp'];

/**
 * A JPEG of the photo as a data URL, upright, cropped to the size at 300 dpi. Throws when the bytes are no whole
 * JPEG, PNG or WebP: pdfkit would embed half a photo without a word and leave the error to the reader's printer.
 */
export async function printedPhoto(image: Uint8Array, size: PhotoSize): Promise<string> {
  const [width, height] = photoSizes[size].map((side) => Math.round(side * dotsPerMillimetre));
  try {
    const photo = sharp(image, { failOn: 'error', limitInputPixels: 50_000_000 });
    const { format } = await photo.metadata();
    if (!accepted.includes(format)) throw new Error(`${format} is not a photo format`);
    const jpeg = await photo
      .rotate()
      .resize(width, height, { fit: 'cover' })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: 88 })
      .toBuffer();
    return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
  } catch (error) {
    throw new Error(`the photo can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
