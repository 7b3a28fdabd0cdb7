import { crc32, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const UTF8_NAMES = 1 << 11;

/** The files of a ZIP archive (APPNOTE.TXT 6.3.10) by name, each checked against its CRC; throws on what is no archive. */
export function readZip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('no end of a ZIP directory');
  const files = new Map<string, Buffer>();
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(entry) !== DIRECTORY_ENTRY) throw new Error('no entry of a ZIP directory');
    const [nameLength, extra, comment] = [28, 30, 32].map((at) => archive.readUInt16LE(entry + at)) as [
      number,
      number,
      number,
    ];
    const name = archive.subarray(entry + 46, entry + 46 + nameLength);
    const isUtf8 = (archive.readUInt16LE(entry + 8) & UTF8_NAMES) !== 0;
    if (!isUtf8 && name.some((byte) => byte > 0x7f)) throw new Error('a name that Windows would misread');
    files.set(name.toString(), contentOf(archive, entry));
    entry += 46 + nameLength + extra + comment;
  }
  return files;
}

function contentOf(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const stored = archive.subarray(begin, begin + size);
  const content = method === 8 ? inflateRawSync(stored) : stored;
  if (crc32(content) !== archive.readUInt32LE(entry + 16)) throw new Error('content that differs from its CRC');
  return content;
}
