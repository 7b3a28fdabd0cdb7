import { readFile } from 'node:fs/promises';
import { PDFArray, PDFCatalog, PDFDict, PDFName, PDFPageLeaf, PDFParser, PDFStream } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import decoding from 'pdf-lib/cjs/core/streams/DecodeStream.js';

/** What was found of a PDF; `found` names the first thing that could act. */
export type PdfVerdict =
  | { readonly is: 'sound'; readonly pages: number }
  | { readonly is: 'active'; readonly found: string }
  | { readonly is: 'encrypted' | 'damaged' };

const activeKeys = ['JS', 'JavaScript', 'XFA', 'EF', 'EmbeddedFile', 'EmbeddedFiles', 'RichMediaContent'];
const activeActions = ['JavaScript', 'Launch', 'ImportData', 'SubmitForm', 'GoToE', 'RichMediaExecute', 'Rendition'];
const activeTypes = ['EmbeddedFile', 'FileAttachment', 'RichMedia'];
const maxDecodedBytes = 64 * 1024 * 1024;

/** Judges the PDF at a path; never rejects because of what is in it. */
export default async function judgePdf(path: string): Promise<PdfVerdict> {
  const bytes = await readFile(path);
  let found: string | undefined;
  try {
    const parser = PDFParser.forBytesWithOptions(bytes, Infinity, true);
    const { context } = parser as unknown as { context: PDFContext };
    // Looked at as they are read, not afterwards: readers follow the file's index, the parser keeps the last object of
    // each number, and a harmless one after it would hide the one that readers run.
    const keep = context.assign.bind(context);
    context.assign = (ref, object) => {
      found ??= activeIn(object);
      keep(ref, object);
    };
    await parser.parseDocument();
    if (context.trailerInfo.Encrypt !== undefined) return { is: 'encrypted' };
    if (found !== undefined) return { is: 'active', found };
    return { is: 'sound', pages: pagesOf(context) };
  } catch {
    // object streams of an encrypted file are noise to the parser, which fails before it comes to the trailer
    return { is: bytes.includes('/Encrypt') ? 'encrypted' : 'damaged' };
  }
}

/** The first thing in an object that could act, searched without recursion: objects can be nested as deep as a file is long. */
function activeIn(object: PDFObject): string | undefined {
  const toSee: PDFObject[] = [object];
  for (let next = toSee.pop(); next !== undefined; next = toSee.pop()) {
    if (next instanceof PDFArray) {
      for (const element of next.asArray()) toSee.push(element);
      continue;
    }
    const dictionary = next instanceof PDFStream ? next.dict : next;
    if (!(dictionary instanceof PDFDict)) continue;
    const acting = activeKeyOf(dictionary);
    if (acting !== undefined) return acting;
    for (const [, value] of dictionary.entries()) toSee.push(value);
  }
  return undefined;
}

function activeKeyOf(dictionary: PDFDict): string | undefined {
  const key = activeKeys.find((name) => dictionary.get(PDFName.of(name)) !== undefined);
  if (key !== undefined) return key;
  const said = (name: string, among: string[]) => {
    const value = dictionary.get(PDFName.of(name));
    return value instanceof PDFName && among.includes(value.decodeText()) ? value.decodeText() : undefined;
  };
  return said('S', activeActions) ?? said('Type', activeTypes) ?? said('Subtype', activeTypes);
}

function pagesOf(context: PDFContext): number {
  const catalog = context.lookup(context.trailerInfo.Root);
  let pages = 0;
  if (catalog instanceof PDFCatalog) {
    catalog.Pages().traverse((node) => {
      if (node instanceof PDFPageLeaf) pages += 1;
    });
  }
  if (pages === 0) throw new RangeError('a PDF without pages');
  return pages;
}

/** The parser unpacks object streams without any limit: twenty megabytes can hold twenty gigabytes. */
function limitDecoding(): void {
  const { prototype } = decoding.default as unknown as { prototype: { ensureBuffer(length: number): Uint8Array } };
  const unlimited = Reflect.get(prototype, 'ensureBuffer');
  prototype.ensureBuffer = function limited(length: number): Uint8Array {
    if (length > maxDecodedBytes) throw new RangeError('a stream unpacks to more than is allowed');
    return unlimited.call(this, length);
  };
}

limitDecoding();
