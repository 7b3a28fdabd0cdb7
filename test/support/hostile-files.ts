import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { AFRelationship, type PDFDocument, PDFName, PDFString } from 'pdf-lib';
import type { AttachmentKind } from '../../src/domains/recruitment/contracts/index.js';
import { encryptedPdf, imageWith, jpeg, pdf, pdfOf, png, pngBomb, zipOf } from './made-files.js';

/** A file that somebody might send, and what has to come of it. */
export interface HostileFile {
  readonly is: string;
  readonly kind: AttachmentKind;
  readonly fileName: string;
  readonly make: () => Buffer | Promise<Buffer>;
  /** Status and code of the refusal. */
  readonly refused: readonly [status: number, code: string];
}

const NO_TYPE = [415, 'files.type-not-allowed'] as const;
const NOT_WHAT = [422, 'files.not-what-it-claims'] as const;
const DAMAGED = [422, 'files.damaged'] as const;
const ACTIVE = [422, 'files.pdf-active-content'] as const;
const EMBEDDED = [422, 'files.pdf-embedded-files'] as const;
const HIDDEN = [422, 'files.hidden-content'] as const;
const COMPLEX = [422, 'files.pdf-too-complex'] as const;
const PIXELS = [422, 'files.image-too-many-pixels'] as const;

const text = (content: string) => () => Buffer.from(content);
const script = { Type: 'Action', S: 'JavaScript', JS: PDFString.of('app.alert(1)') };
const opening = (action: Record<string, unknown>) => () =>
  pdfOf(({ catalog, context }) => catalog.set(PDFName.of('OpenAction'), context.obj(action as never)));
const annotated = (annotation: Record<string, unknown>) => () =>
  pdfOf((document: PDFDocument) =>
    document
      .getPage(0)
      .node.set(
        PDFName.of('Annots'),
        document.context.obj([{ Type: 'Annot', Rect: [0, 0, 9, 9], ...annotation }] as never),
      ),
  );
const after = async (content: Promise<Buffer>, more: Buffer | string) =>
  Buffer.concat([await content, Buffer.from(more as string)]);
const cut = async (content: Promise<Buffer>, length: number) => (await content).subarray(0, length);
const pdfWithoutPages =
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';
const page = '<html><script>alert(document.cookie)</script></html>';

type Row = readonly [is: string, fileName: string, make: HostileFile['make'], refused: HostileFile['refused']];

const documents: readonly Row[] = [
  // nothing, too much, and what no certificate is
  ['empty', '证书.pdf', () => Buffer.alloc(0), [422, 'files.empty']],
  ['20 MB and a byte', '证书.pdf', () => Buffer.alloc(20 * 1024 * 1024 + 1, '%PDF-1.7\n'), [413, 'files.too-large']],
  ['one byte', 'a', text('x'), NO_TYPE],
  ['noise', 'noise.bin', () => randomBytes(5000), NO_TYPE],
  ['zeros', 'zeros.bin', () => Buffer.alloc(5000), NO_TYPE],
  [
    'an SVG with a script',
    'a.svg',
    text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    NO_TYPE,
  ],
  ['a web page', 'a.html', text(page), NO_TYPE],
  ['a program for Windows', 'a.exe', text(`MZ${'\0'.repeat(200)}`), NO_TYPE],
  ['a program for Linux', 'a', text(`\x7fELF\x02\x01\x01${'\0'.repeat(200)}`), NO_TYPE],
  ['a shell script', 'a.sh', text('#!/bin/sh\nrm -rf /'), NO_TYPE],
  ['a GIF', 'a.gif', () => imageWith('gif'), NO_TYPE],
  ['a WebP', 'a.webp', () => imageWith('webp'), NO_TYPE],
  ['a ZIP archive', 'a.zip', () => zipOf('a.pdf', Buffer.from('%PDF-1.7')), NO_TYPE],
  ['a ZIP bomb', 'a.zip', () => zipOf('a.gz', gzipSync(Buffer.alloc(50 * 1024 * 1024))), NO_TYPE],
  ['a bomb of gzip', 'a.gz', () => gzipSync(Buffer.alloc(50 * 1024 * 1024)), NO_TYPE],
  // other things than they say
  ['a web page named .pdf', 'a.pdf', text(page), NOT_WHAT],
  ['an SVG named .png', 'a.png', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), NOT_WHAT],
  ['a program named .jpg', 'a.jpg', text(`MZ${'\0'.repeat(200)}`), NOT_WHAT],
  ['a ZIP archive named .pdf', 'a.pdf', () => zipOf('a.pdf', Buffer.from('%PDF-1.7')), NOT_WHAT],
  ['a PNG named .pdf', 'a.pdf', () => png(10, 10), NOT_WHAT],
  ['a PDF named .jpg', 'a.jpg', () => pdf(1), NOT_WHAT],
  ['a name of two ends', 'a.pdf.jpg', () => pdf(1), NOT_WHAT],
  // PDFs that cannot be read
  ['a PDF of its first line alone', 'a.pdf', text('%PDF-1.7\n'), DAMAGED],
  ['a PDF cut in the middle', 'a.pdf', async () => cut(pdf(3), 300), DAMAGED],
  ['a PDF of noise', 'a.pdf', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(5000)]), DAMAGED],
  ['a PDF nested a million deep', 'a.pdf', text(`%PDF-1.7\n1 0 obj\n${'['.repeat(1_000_000)}\n%%EOF`), DAMAGED],
  ['a PDF behind a password', 'a.pdf', () => encryptedPdf(), [422, 'files.pdf-encrypted']],
  ['a PDF of 301 pages', 'a.pdf', () => pdf(301), [422, 'files.pdf-too-many-pages']],
  ['a PDF without pages', 'a.pdf', text(pdfWithoutPages), [422, 'files.pdf-without-pages']],
  // PDFs that act
  ['a PDF with JavaScript', 'a.pdf', () => pdfOf((document) => document.addJavaScript('main', 'app.alert(1)')), ACTIVE],
  ['a PDF with JavaScript on opening', 'a.pdf', opening(script), ACTIVE],
  ['a PDF that starts a program', 'a.pdf', opening({ S: 'Launch', F: PDFString.of('cmd.exe') }), ACTIVE],
  ['a PDF that sends a form', 'a.pdf', opening({ S: 'SubmitForm', F: PDFString.of('http://example.org') }), ACTIVE],
  [
    'a PDF that opens a file elsewhere',
    'a.pdf',
    opening({ S: 'GoToR', F: PDFString.of('\\\\example.org\\a') }),
    ACTIVE,
  ],
  [
    'a PDF with a script in a link',
    'a.pdf',
    annotated({ Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('javascript:alert(1)') } }),
    ACTIVE,
  ],
  ['a PDF with a film', 'a.pdf', annotated({ Subtype: 'RichMedia' }), ACTIVE],
  [
    'a PDF with a program embedded',
    'a.pdf',
    () => pdfOf((document) => document.attach(Buffer.from('MZ'), 'run.exe', { afRelationship: AFRelationship.Data })),
    EMBEDDED,
  ],
  ['a PDF with a file on a page', 'a.pdf', annotated({ Subtype: 'FileAttachment' }), EMBEDDED],
  // two files in one
  ['a PDF that is a web page as well', 'a.pdf', () => after(pdf(1), page), HIDDEN],
  ['a PDF that is a ZIP archive as well', 'a.pdf', () => after(pdf(1), zipOf('a.html', Buffer.from(page))), HIDDEN],
  ['a PDF with another PDF behind it', 'a.pdf', async () => after(pdf(1), `%%hidden ${page}`), HIDDEN],
  // bombs
  ['a PDF that unpacks to gigabytes', 'a.pdf', pdfBomb, COMPLEX],
  [
    'a PDF of a million objects',
    'a.pdf',
    async () => after(pdf(1), `${'7 0 obj 1 endobj\n'.repeat(1_000_000)}%%EOF`),
    COMPLEX,
  ],
  ['a PNG of 900 million pixels', 'a.png', () => pngBomb(30_000, 30_000), PIXELS],
  ['a PNG of 900 million pixels in passes', 'a.png', () => pngBomb(30_000, 30_000, { progressive: true }), PIXELS],
  // pictures that cannot be read
  ['a JPEG of its head alone', 'a.jpg', async () => cut(jpeg(600, 800), 400), DAMAGED],
  ['a PNG whose pixels are missing', 'a.png', async () => cut(png(60, 80), 60), DAMAGED],
];

const photos: readonly Row[] = [
  ['a PDF for a photo', '照片.pdf', () => pdf(1), NO_TYPE],
  ['a photo that lies', '照片.jpg', () => jpeg(840, 600), [422, 'files.image-wrong-shape']],
  ['a photo of a stamp’s size', '照片.jpg', () => jpeg(30, 42), [422, 'files.image-too-small']],
];

const of =
  (kind: AttachmentKind) =>
  ([is, fileName, make, refused]: Row): HostileFile => ({ is, kind, fileName, make, refused });

/** Files that are made to be refused. */
export const hostileFiles: readonly HostileFile[] = [...documents.map(of('other')), ...photos.map(of('photo'))];

/** Names that are made to do harm where a file is kept or saved, and what is left of them. */
export const hostileNames: readonly (readonly [sent: string, kept: string])[] = [
  ['../../../etc/cron.d/a.pdf', 'a.pdf'],
  ['C:\\Windows\\System32\\证书.pdf', '证书.pdf'],
  ['a\u0000.pdf', 'a.pdf'],
  ['证书\u202efdp.exe.pdf', '证书fdp.exe.pdf'],
  ['a"; filename="b.html.pdf', 'a%22; filename=%22b.html.pdf'],
  ['..', '未命名.pdf'],
  [`${'长'.repeat(400)}.pdf`, ''],
];

/** An object stream of megabytes that unpacks to a gigabyte. */
async function pdfBomb(): Promise<Buffer> {
  const packed = deflateSync(deflateSync(Buffer.alloc(256 * 1024 * 1024, ' '), { level: 9 }), { level: 9 });
  const head = `8 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode] /Length ${packed.length} >>\nstream\n`;
  return Buffer.concat([await pdf(1), Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\n%%EOF\n')]);
}
