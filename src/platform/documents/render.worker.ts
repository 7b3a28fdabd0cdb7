import pdfmake from 'pdfmake';
import { move } from 'piscina';
import type { FormDocument, PhotoCell } from './form-document.js';
import { fontToken, type Typeface, type Weight } from './kept-fonts.js';
import { docxLayout } from './docx-layout.js';
import { htmlLayout } from './html-layout.js';
import { pdfLayout } from './pdf-layout.js';
import { printedPhoto } from './photo.js';
import { printable } from './printable-text.js';
import { qrDrawing } from './qr-drawing.js';
import { packed } from './render-docx.js';
import { requireFilledGrid, ruled, unruled } from './table-layout.js';
import { fontNames } from './typesetter.js';

const engine = pdfmake as typeof pdfmake & { virtualfs: { writeFileSync(name: string, content: Buffer): void } };

engine.setUrlAccessPolicy(() => false);
engine.setLocalAccessPolicy(() => false);
engine.setTableLayouts({ ruled, unruled });
engine.setFonts({
  [fontNames.main]: { normal: fontFile('main', 'normal'), bold: fontFile('main', 'bold') },
  [fontNames.rare]: { normal: fontFile('rare', 'normal'), bold: fontFile('rare', 'bold') },
});

function fontFile(typeface: Typeface, weight: Weight): string {
  const name = `${typeface}-${weight}`;
  engine.virtualfs.writeFileSync(name, fontToken(typeface, weight));
  return name;
}

/** The document as the bytes of a PDF, handed over without a copy. */
export async function renderPdf(form: FormDocument): Promise<ArrayBuffer> {
  return handedOver(await engine.createPdf(pdfLayout(form, await picturesOf(form))).getBuffer());
}

/** The document for Word and WPS. */
export async function renderDocx(form: FormDocument): Promise<ArrayBuffer> {
  return handedOver(await packed(docxLayout(form, await picturesOf(form)), form.createdAt));
}

/** The document as one HTML page, in UTF-8. */
export async function renderHtml(form: FormDocument): Promise<ArrayBuffer> {
  return handedOver(new TextEncoder().encode(htmlLayout(form, await picturesOf(form))));
}

const handedOver = (content: Uint8Array): ArrayBuffer => move(new Uint8Array(content).buffer) as unknown as ArrayBuffer;

async function picturesOf(form: FormDocument) {
  for (const block of form.blocks) if (block.kind === 'table') requireFilledGrid(block);
  return { photos: await photosOf(form), qr: form.qr && (await qrDrawing(form.qr.text)) };
}

/** What of the text can't be printed as written. */
export function unprintable(text: string): readonly string[] {
  return printable(text).missing;
}

async function photosOf({ blocks }: FormDocument): Promise<Map<PhotoCell, string>> {
  const cells = blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flatMap(({ cells }) => cells) : []));
  const photos = new Map<PhotoCell, string>();
  for (const cell of cells) {
    if (cell.kind === 'photo' && cell.image) photos.set(cell, await printedPhoto(cell.image, cell.size));
  }
  return photos;
}
