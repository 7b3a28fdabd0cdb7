import { PDFiumLibrary } from '@hyzyla/pdfium';
import { PDFDocument } from 'pdf-lib';
import QRCode from 'qrcode';
import sharp, { type Sharp } from 'sharp';

/** What a scanner at `dpi` sees of a page of a PDF, the first by default; `change` is what happened to the paper. */
export async function scanOf(
  pdf: Buffer,
  { dpi = 150, page = 0, change = (paper) => paper.jpeg() }: ScanChanges = {},
): Promise<Buffer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  try {
    const { data, width, height } = await document.getPage(page).render({ scale: dpi / 72, render: 'bitmap' });
    const paper = sharp(data, { raw: { width, height, channels: 4 } }).flatten({ background: 'white' });
    // in two steps, since one pipeline turns and cuts in an order of its own
    return await change(sharp(await paper.png().toBuffer())).toBuffer();
  } finally {
    document.destroy();
    library.destroy();
  }
}

interface ScanChanges {
  readonly dpi?: number;
  readonly page?: number;
  readonly change?: (paper: Sharp) => Sharp;
}

/** A PDF as scanners write it: a picture a page. */
export async function pdfOfScans(...scans: Buffer[]): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (const scan of scans) {
    const picture = await document.embedJpg(scan);
    document.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  }
  return Buffer.from(await document.save());
}

/** A sheet of paper, A4 at 150 dpi, with a QR code for each text on it. */
export async function sheetWith(...texts: string[]): Promise<Buffer> {
  const codes = texts.map(async (text, index) => ({
    input: await QRCode.toBuffer(text, { margin: 4, scale: 4 }),
    left: 100,
    top: 100 + index * 400,
  }));
  return sharp({ create: { width: 1240, height: 1754, channels: 3, background: 'white' } })
    .composite(await Promise.all(codes))
    .jpeg()
    .toBuffer();
}
