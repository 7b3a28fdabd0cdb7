import { readFile } from 'node:fs/promises';
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFParser, PDFRef, PDFStream, PDFString } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import decoding from 'pdf-lib/cjs/core/streams/DecodeStream.js';

const maxPages = 300;
const maxObjects = 150_000;
// what all object streams together may unpack to
const maxUnpacked = 16 * 1024 * 1024;

/** What was found of a PDF; `found` names the first thing that could act, or the kind of what is embedded. */
export type PdfVerdict =
  | { readonly is: 'sound'; readonly pages: number }
  | { readonly is: 'active' | 'embedding'; readonly found: string }
  | { readonly is: 'too-many-pages'; readonly maxPages: number }
  | { readonly is: 'encrypted' | 'damaged' | 'without-pages' | 'hiding' | 'too-complex' };

const activeKeys = ['JS', 'JavaScript', 'XFA', 'RichMediaContent'];
const activeActions = ['JavaScript', 'Launch', 'ImportData', 'SubmitForm', 'GoToR', 'RichMediaExecute', 'Rendition'];
const activeTypes = ['RichMedia', '3D', 'Screen', 'Movie', 'Sound'];
const embeddingKeys = ['EF', 'EmbeddedFile', 'EmbeddedFiles', 'Collection'];
const embeddingActions = ['GoToE'];
const embeddingTypes = ['EmbeddedFile', 'FileAttachment'];
// a link to a page of the web or an address is read by people; any other scheme makes the reader do something
const harmlessAddress = /^(?:https?:|mailto:|tel:|[^:]*$)/i;

// White space (NUL is some in a PDF) and comments may stand wherever tokens end.
const gap = String.raw`(?:[\s\0]|%[^\r\n]*[\r\n])+`;
const objectHead = new RegExp(String.raw`\d${gap}\d+${gap}obj(?![a-z])`, 'g');
const endMark = '%%EOF';
// readers look for the end mark in the last kilobyte
const lastKilobyte = 1024;
// the end record of a ZIP archive, with a comment as long as one can be
const endOfArchive = Buffer.from('PK\x05\x06', 'latin1');
const longestArchiveEnd = 22 + 65_535;

let unpacked = 0;
let given: PdfVerdict | undefined;

/** Judges the PDF at a path, whatever is in it. */
async function verdictOf(path: string): Promise<PdfVerdict> {
  const bytes = await readFile(path);
  unpacked = 0;
  given = undefined;
  try {
    return await judge(bytes);
  } catch {
    if (given) return given;
    // object streams of an encrypted file are noise to the parser, which fails before it comes to the trailer
    return { is: bytes.includes('/Encrypt') ? 'encrypted' : 'damaged' };
  }
}

/** Ends the parsing. The verdict is noted, since the parser throws an error of its own for whatever it meets. */
function giveUp(verdict: PdfVerdict): never {
  given = verdict;
  throw new RangeError(verdict.is);
}

async function judge(bytes: Buffer): Promise<PdfVerdict> {
  const parser = PDFParser.forBytesWithOptions(bytes, Infinity, true) as unknown as OpenParser;
  const { context } = parser;
  const met = { objects: 0, heads: 0, encryption: false, danger: undefined as PdfVerdict | undefined };
  // Looked at as they are read, not afterwards: readers follow the file's index, the parser keeps the last object of
  // each number, and a harmless one after it would hide the one that readers run.
  const keep = context.assign.bind(context);
  context.assign = (ref, object) => {
    met.objects += 1;
    if (met.objects > maxObjects) giveUp({ is: 'too-complex' });
    met.danger ??= dangerIn(object);
    keep(ref, object);
  };
  const readHead = parser.parseIndirectObject.bind(parser);
  parser.parseIndirectObject = () => {
    met.heads += 1;
    return readHead();
  };
  noticeEncryption(context, () => (met.encryption = true));

  await parser.parseDocument();
  if (met.encryption) return { is: 'encrypted' };
  if (met.danger) return met.danger;
  const text = bytes.toString('latin1');
  // an object in a comment or within a stream's bytes is none to this parser, but readers find it by the file's index
  if ((text.match(objectHead) ?? []).length > met.heads || isTwoFiles(bytes, text)) return { is: 'hiding' };
  if (!text.slice(-lastKilobyte).includes(endMark)) return { is: 'damaged' };
  const pages = countPages(context);
  return pages === 0 ? { is: 'without-pages' } : { is: 'sound', pages };
}

/** What the parser's declarations keep to itself. */
interface OpenParser {
  readonly context: PDFContext;
  parseIndirectObject(): Promise<PDFRef>;
  parseDocument(): Promise<PDFContext>;
}

/** The parser forgets what an earlier trailer said when it comes to the next one. */
function noticeEncryption(context: PDFContext, notice: () => void): void {
  let { trailerInfo } = context;
  Object.defineProperty(context, 'trailerInfo', {
    get: () => trailerInfo,
    set: (next: PDFContext['trailerInfo']) => {
      if (next.Encrypt !== undefined) notice();
      trailerInfo = { ...trailerInfo, ...Object.fromEntries(Object.entries(next).filter(([, value]) => value)) };
    },
  });
}

/** The first thing in an object that is dangerous, searched without recursion: objects can be nested as deep as a file is long. */
function dangerIn(object: PDFObject): PdfVerdict | undefined {
  const toSee: PDFObject[] = [object];
  for (let next = toSee.pop(); next !== undefined; next = toSee.pop()) {
    if (next instanceof PDFArray) {
      for (const element of next.asArray()) toSee.push(element);
      continue;
    }
    const dictionary = next instanceof PDFStream ? next.dict : next;
    if (!(dictionary instanceof PDFDict)) continue;
    const danger = dangerOf(dictionary);
    if (danger) return danger;
    for (const [, value] of dictionary.entries()) toSee.push(value);
  }
  return undefined;
}

function dangerOf(dictionary: PDFDict): PdfVerdict | undefined {
  const keyAmong = (names: string[]) => names.find((name) => dictionary.get(PDFName.of(name)) !== undefined);
  const valueAmong = (key: string, names: string[]) => {
    const value = dictionary.get(PDFName.of(key));
    return value instanceof PDFName && names.includes(value.decodeText()) ? value.decodeText() : undefined;
  };
  const typeAmong = (names: string[]) => valueAmong('Type', names) ?? valueAmong('Subtype', names);

  const embedded = keyAmong(embeddingKeys) ?? valueAmong('S', embeddingActions) ?? typeAmong(embeddingTypes);
  if (embedded !== undefined) return { is: 'embedding', found: embedded };
  const active = keyAmong(activeKeys) ?? valueAmong('S', activeActions) ?? typeAmong(activeTypes);
  if (active !== undefined) return { is: 'active', found: active };
  return leadsAstray(dictionary) ? { is: 'active', found: 'URI' } : undefined;
}

function leadsAstray(dictionary: PDFDict): boolean {
  if (!valueIs(dictionary.get(PDFName.of('S')), 'URI')) return false;
  const address = dictionary.get(PDFName.of('URI'));
  if (!(address instanceof PDFString || address instanceof PDFHexString)) return false;
  // readers leave out white space and control characters as browsers do
  return !harmlessAddress.test(
    Buffer.from(address.asBytes())
      .toString('latin1')
      .replace(/[\0- ]/g, ''),
  );
}

const valueIs = (value: PDFObject | undefined, name: string) => value instanceof PDFName && value.decodeText() === name;

/** Whether the file goes on after its end, or is an archive as well, whose index stands at the end whatever comes before. */
function isTwoFiles(bytes: Buffer, text: string): boolean {
  const end = text.lastIndexOf(endMark);
  if (end >= 0 && /[^\s\0]/.test(text.slice(end + endMark.length))) return true;
  const first = Math.max(0, bytes.length - longestArchiveEnd);
  for (let at = bytes.indexOf(endOfArchive, first); at >= 0; at = bytes.indexOf(endOfArchive, at + 1)) {
    if (at + 22 > bytes.length) return false;
    const [entriesHere, entries, size, offset] = [8, 10]
      .map((field) => bytes.readUInt16LE(at + field))
      .concat([12, 16].map((field) => bytes.readUInt32LE(at + field))) as [number, number, number, number];
    // four bytes can stand there by chance, but hardly with figures that make an archive of what precedes them
    if (entriesHere === entries && size + offset <= at) return true;
  }
  return false;
}

/** Counts the leaves of the page tree, each once: a tree whose branches meet again could have more than can be counted. */
function countPages(context: PDFContext): number {
  const catalog = context.lookup(context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) return 0;
  const seen = new Set<PDFObject>();
  const toSee = [catalog.get(PDFName.of('Pages'))];
  let pages = 0;
  while (toSee.length > 0) {
    const node = context.lookup(toSee.pop());
    if (!(node instanceof PDFDict) || seen.has(node)) continue;
    seen.add(node);
    const kids = context.lookup(node.get(PDFName.of('Kids')));
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) toSee.push(kid);
    else if (!valueIs(node.get(PDFName.of('Type')), 'Pages')) pages += 1;
    if (pages > maxPages) giveUp({ is: 'too-many-pages', maxPages });
  }
  return pages;
}

/** The parser unpacks object streams without any limit: twenty megabytes can hold twenty gigabytes. */
function limitDecoding(): void {
  const { prototype } = decoding.default as unknown as { prototype: { ensureBuffer(length: number): Uint8Array } };
  const unlimited = Reflect.get(prototype, 'ensureBuffer');
  const counted = new WeakMap<object, number>();
  prototype.ensureBuffer = function limited(length: number): Uint8Array {
    unpacked += Math.max(0, length - (counted.get(this) ?? 0));
    counted.set(this, Math.max(length, counted.get(this) ?? 0));
    if (unpacked > maxUnpacked) giveUp({ is: 'too-complex' });
    return unlimited.call(this, length);
  };
}

limitDecoding();
// the parser complains of each odd number, and a hostile file has millions of them
console.warn = () => undefined;
process.on('message', (path: string) => void verdictOf(path).then((verdict) => process.send?.(verdict)));
