import sharp, { type Sharp } from './uncached-sharp.js';
import type { QrQuestion } from './qr-code.worker.js';
import { overstrained, SandboxedProgram } from './sandboxed-program.js';
import { writeTemporary } from './temporary-file.js';

const reader = new SandboxedProgram<QrQuestion, string[]>('qr-code.worker', {
  // ten pages at their worst take half of it
  longestMs: 20_000,
  heapMegabytes: 160,
  // an A3 page at 300 dpi four times over
  wasmMegabytes: 320,
  // a WebAssembly memory never shrinks, and one that hit its limit is of no use for the next file
  mostQuestions: 1,
});

// pixels of the longer side of A3 at 300 dpi: no scanner's code needs more, and the reader's memory is limited
const mostPixels = 5_000;
// a code of a small picture is a few dozen pixels wide, and blurred by the JPEG around it
const smallPixels = 2_500;

/**
 * The texts of all QR codes on a scan, straight or not: of an image that was encoded anew, or of the first ten pages
 * of a PDF. Read in a process of its own; what cannot be read, or was made to keep the reader busy, has none.
 */
export async function readQrCodes(path: string, mediaType: QrQuestion['mediaType']): Promise<string[]> {
  if (mediaType === 'application/pdf') return ask({ path, mediaType });
  const { width = 0, height = 0 } = await sharp(path).metadata();
  const longest = Math.max(width, height);
  if (longest > mostPixels) return askOfCopy(path, (image) => image.resize(within(mostPixels)));
  const codes = await ask({ path, mediaType });
  if (codes.length > 0 || longest > smallPixels) return codes;
  return askOfCopy(path, (image) =>
    image.resize({ ...within(longest * 2), withoutEnlargement: false }).sharpen({ sigma: 3 }),
  );
}

const within = (side: number) => ({ width: side, height: side, fit: 'inside' as const });

async function ask(question: QrQuestion): Promise<string[]> {
  const codes = await reader.ask(question);
  return codes === overstrained ? [] : codes;
}

async function askOfCopy(path: string, change: (image: Sharp) => Sharp): Promise<string[]> {
  const copy = await writeTemporary(async (file) => {
    await change(sharp(path).greyscale()).png({ compressionLevel: 1 }).toFile(file);
  });
  try {
    return await ask({ path: copy.path, mediaType: 'image/png' });
  } finally {
    await copy.remove();
  }
}
