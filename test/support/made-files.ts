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

/** A PNG of a few kilobytes that unfolds to `width` × `height` black pixels, in passes if it is to be progressive. */
export function pngBomb(width: number, height: number, { progressive = false } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, Number(progressive)], 8);
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

/** The same JPEG as a camera would have taken it lying, with every kind of metadata that a file can have. */
export async function withMetadata(content: Buffer): Promise<Buffer> {
  const taken = await sharp(content)
    .keepIccProfile()
    .withIccProfile('p3')
    .withExif({ IFD0: { Make: 'Secret Camera' }, IFD3: { GPSLatitude: '22/1 49/1 0/1', GPSLatitudeRef: 'N' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>secret place</secret></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  // APP13 with an IPTC caption, right behind the start of the image
  const caption = Buffer.from('secret place');
  const iptc = Buffer.concat([Buffer.from([0x1c, 2, 120, 0, caption.length]), caption]);
  const resource = Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0'), lengthOf32(iptc.length), iptc]);
  const padding = Buffer.alloc(resource.length % 2);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(resource.length + padding.length + 2);
  const segment = Buffer.concat([Buffer.from([0xff, 0xed]), length, resource, padding]);
  return Buffer.concat([taken.subarray(0, 2), segment, taken.subarray(2)]);
}

function lengthOf32(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

/** A ZIP archive with one file, not compressed. */
export function zipOf(name: string, content: Buffer): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, Buffer.from(name), content]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
