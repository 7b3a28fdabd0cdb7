import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';

/** A portrait in a JPEG, 35 × 49 mm at 300 dpi: a drawn figure before a blue ground. */
export async function portrait(): Promise<File> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="413" height="579">
    <rect width="413" height="579" fill="#4a86c8"/>
    <path d="M60 579 C60 420 150 400 206 400 C262 400 353 420 353 579 Z" fill="#f4f4f4"/>
    <path d="M170 400 L206 450 L242 400 Z" fill="#2d3e50"/>
    <ellipse cx="206" cy="260" rx="92" ry="120" fill="#f0cba8"/>
    <path d="M112 250 C100 120 312 120 300 250 C290 190 250 180 206 180 C162 180 122 190 112 250 Z" fill="#22201f"/>
    <circle cx="172" cy="262" r="8"/><circle cx="240" cy="262" r="8"/>
    <path d="M180 325 Q206 342 232 325" stroke="#a0524d" stroke-width="6" fill="none"/></svg>`;
  const jpeg = await sharp(Buffer.from(drawing)).jpeg({ quality: 90 }).toBuffer();
  return new File([new Uint8Array(jpeg)], '证件照.jpg', { type: 'image/jpeg' });
}

/** A one-page PDF such as a scanner makes: the certificate is a picture. */
export async function scannedCertificate(fileName: string): Promise<File> {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const picture = await sharp({ create: { width: 800, height: 1100, channels: 3, background: '#fbf6e6' } })
    .composite([
      {
        input: Buffer.from(
          '<svg width="800" height="1100"><rect x="40" y="40" width="720" height="1020" fill="none" stroke="#b8860b" stroke-width="12"/><circle cx="580" cy="900" r="90" fill="none" stroke="#c0392b" stroke-width="10"/></svg>',
        ),
      },
    ])
    .jpeg()
    .toBuffer();
  page.drawImage(await document.embedJpg(picture), { x: 20, y: 20, width: 555, height: 802 });
  return new File([new Uint8Array(await document.save())], fileName, { type: 'application/pdf' });
}

/** A JPEG photograph of a card or a page. */
export async function photographOf(fileName: string): Promise<File> {
  const jpeg = await sharp({ create: { width: 1000, height: 630, channels: 3, background: '#dfe8ef' } })
    .jpeg()
    .toBuffer();
  return new File([new Uint8Array(jpeg)], fileName, { type: 'image/jpeg' });
}
