import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

/** Where the codes are sought: a PDF, or an image that was encoded anew. */
export interface QrQuestion {
  readonly path: string;
  readonly mediaType: 'application/pdf' | 'image/jpeg' | 'image/png';
}

// a signed form is a few pages long; what comes after them is not looked at
const mostPages = 10;
const pointsPerInch = 72;
// what scanners make of a form, and more for small print when that showed nothing
const resolutions = [200, 300];
// of the longer side: A3 at 300 dpi, whatever size a page says it has
const mostPixels = 5_000;
// what is left of the time is for the page that was begun
const enoughMs = 10_000;

// thorough by default; nobody prints a form white on black, and several sheets may lie on one scan
const options: ReaderOptions = { formats: ['QRCode'], tryInvert: false, maxNumberOfSymbols: 8 };

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
const prepared = readFile(wasm).then((bytes) => {
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  // without the bytes it would fetch them from the web
  return prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

/** The texts of all QR codes; what cannot be drawn has none. */
async function codesIn({ path, mediaType }: QrQuestion): Promise<string[]> {
  await prepared;
  const bytes = await readFile(path);
  try {
    return mediaType === 'application/pdf' ? await codesOfPdf(bytes) : await textsOf(bytes);
  } catch {
    return [];
  }
}

async function codesOfPdf(bytes: Buffer): Promise<string[]> {
  const began = performance.now();
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  try {
    const codes: string[] = [];
    const pages = Math.min(document.getPageCount(), mostPages);
    for (let index = 0; index < pages && performance.now() - began < enoughMs; index++) {
      const found = await codesOfPage(document, index).catch(() => undefined);
      // a page that cannot be drawn may have brought the library down with it; what was read before counts
      if (found === undefined) break;
      codes.push(...found);
    }
    return codes;
  } finally {
    document.destroy();
    library.destroy();
  }
}

async function codesOfPage(document: PDFiumDocument, index: number): Promise<string[]> {
  for (const resolution of resolutions) {
    // drawing a page closes it
    const page = document.getPage(index);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const longest = Math.max(originalWidth, originalHeight);
    const scale = Math.min(resolution / pointsPerInch, mostPixels / longest);
    const { data, width, height } = await page.render({ scale, render: 'bitmap', renderFormFields: false });
    const texts = await textsOf({ data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' });
    if (texts.length > 0) return texts;
  }
  return [];
}

async function textsOf(image: Uint8Array | ImageData): Promise<string[]> {
  return (await readBarcodes(image, options)).filter(({ isValid }) => isValid).map(({ text }) => text);
}

process.on('message', (question: QrQuestion) => void codesIn(question).then((codes) => process.send?.(codes)));
