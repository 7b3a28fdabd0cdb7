import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument, PDFHexString } from 'pdf-lib';
import sharp from 'sharp';

const noise = (width: number, height: number) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });

/** A whole JPEG of noise. */
export const jpeg = (width: number, height: number): Promise<Buffer> => noise(width, height).jpeg().toBuffer();

/** A whole PNG of noise. */
export const png = (width: number, height: number): Promise<Buffer> => noise(width, height).png().toBuffer();

/** A small image in another format. */
export const imageWith = (format: 'gif' | 'webp'): Promise<Buffer> => noise(9, 9).toFormat(format).toBuffer();

/** A PNG of a few kilobytes that unfolds to `width` × `height` black pixels. */
export function pngBomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PDF of one page after `change` was made to it. */
export async function pdfOf(
  change: (document: PDFDocument) => unknown,
  { useObjectStreams = true } = {},
): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]);
  await change(document);
  return Buffer.from(await document.save({ useObjectStreams }));
}

/** A harmless PDF of some pages. */
export const pdf = (pages: number): Promise<Buffer> =>
  pdfOf((document) => {
    for (let page = 1; page < pages; page++) document.addPage([200, 200]);
  });

/** A PDF that says it is encrypted, its object streams noise to whoever lacks the key. */
export async function encryptedPdf({ useObjectStreams = false } = {}): Promise<Buffer> {
  const content = await pdfOf(
    ({ context }) => {
      const dictionary = { Filter: 'Standard', V: 2, R: 3, Length: 128, P: -44, O: secret(), U: secret() };
      context.trailerInfo.Encrypt = context.register(context.obj(dictionary));
    },
    { useObjectStreams },
  );
  if (!useObjectStreams) return content;
  const text = content.toString('latin1');
  const begin = text.indexOf('stream\n', text.indexOf('/ObjStm')) + 'stream\n'.length;
  randomBytes(text.indexOf('endstream', begin) - begin - 1).copy(content, begin);
  return content;
}

const secret = () => PDFHexString.of(randomBytes(32).toString('hex'));
