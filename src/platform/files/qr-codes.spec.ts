import { jpeg, pdf } from '../../../test/support/made-files.js';
import { pdfOfScans, scanOf, sheetWith } from '../../../test/support/scans.js';
import { temporaryFiles } from '../../../test/support/uploads.js';
import { Documents } from '../documents/documents.js';
import { readQrCodes } from './qr-codes.js';
import { writeTemporary } from './temporary-file.js';
import { writeFile } from 'node:fs/promises';
import { PDFDocument, PDFName } from 'pdf-lib';

const TEXT = 'https://art-training.example.cn/api/v1/verifications/application-forms/SQ2026-7K3M9QX2AB';
const documents = new Documents();
let printed: Buffer;
beforeAll(async () => {
  printed = await documents.renderPdf({
    title: '申请表',
    author: '示例医院',
    createdAt: new Date('2026-11-23T08:00:00Z'),
    language: 'zh-CN',
    documentNumber: 'SQ2026-7K3M9QX2AB',
    qr: { text: TEXT, caption: '扫码核验真伪' },
    blocks: [
      {
        kind: 'table',
        columns: [1, 4],
        rows: [
          {
            cells: [
              { kind: 'text', text: '姓名' },
              { kind: 'text', text: '示例' },
            ],
          },
        ],
      },
    ],
  });
});
afterAll(() => documents.onApplicationShutdown());

async function codesIn(content: Buffer, mediaType: 'application/pdf' | 'image/jpeg' = 'image/jpeg') {
  const file = await writeTemporary((path) => writeFile(path, content));
  try {
    return await readQrCodes(file.path, mediaType);
  } finally {
    await file.remove();
    expect(await temporaryFiles()).toEqual([]);
  }
}

const background = 'white';

it.each<[string, Parameters<typeof scanOf>[1]]>([
  ['straight at 300 dpi', { dpi: 300 }],
  ['at 440 dpi, larger than the reader takes', { dpi: 440 }],
  ['at 72 dpi', { dpi: 72 }],
  ['two degrees askew', { dpi: 300, change: (paper) => paper.rotate(2, { background }).jpeg() }],
  ['lying', { change: (paper) => paper.rotate(90).jpeg() }],
  ['upside down', { change: (paper) => paper.rotate(180).jpeg() }],
  ['at 45 degrees on a table', { change: (paper) => paper.rotate(45, { background: '#888' }).jpeg() }],
  [
    'distorted, as a phone sees it',
    {
      change: (paper) =>
        paper
          .affine(
            [
              [1, 0.08],
              [0.03, 0.95],
            ],
            { background },
          )
          .jpeg(),
    },
  ],
  ['pale grey', { change: (paper) => paper.greyscale().linear(0.5, 70).jpeg() }],
  ['dark', { change: (paper) => paper.linear(0.25, 20).jpeg({ quality: 60 }) }],
  ['black and white, as a fax', { dpi: 100, change: (paper) => paper.threshold(140).jpeg() }],
  ['JPEG at 40', { change: (paper) => paper.jpeg({ quality: 40 }) }],
  [
    'small, askew, blurred and JPEG at 40',
    { dpi: 120, change: (paper) => paper.rotate(3, { background }).blur(0.8).greyscale().jpeg({ quality: 40 }) },
  ],
])('reads the code of a form that was scanned %s', async (_, changes) => {
  expect(await codesIn(await scanOf(printed, changes))).toEqual([TEXT]);
});

it('reads every page of a PDF, printed or scanned, up to the tenth', async () => {
  expect(await codesIn(printed, 'application/pdf')).toEqual([TEXT]);
  const [form, other, blank] = [await scanOf(printed), await sheetWith('another', 'and one more'), await sheetWith()];
  const found = await codesIn(await pdfOfScans(blank, form, other), 'application/pdf');
  expect(found.sort()).toEqual([TEXT, 'and one more', 'another'].sort());
  const blanks = Array.from({ length: 10 }, () => blank);
  expect(await codesIn(await pdfOfScans(...blanks, form), 'application/pdf')).toEqual([]);
});

it('finds none where there is none', async () => {
  expect(await codesIn(await sheetWith())).toEqual([]);
  expect(await codesIn(await jpeg(600, 800))).toEqual([]);
  expect(await codesIn(await pdf(3), 'application/pdf')).toEqual([]);
  expect(await codesIn(Buffer.from('%PDF-1.7 and nothing'), 'application/pdf')).toEqual([]);
});

it('keeps what it read before a page that cannot be drawn', async () => {
  const document = await PDFDocument.load(await pdfOfScans(await scanOf(printed), await sheetWith('unseen')));
  document.getPage(1).node.set(PDFName.of('MediaBox'), document.context.obj([0, 0, 1e9, 1e-9]));
  expect(await codesIn(Buffer.from(await document.save()), 'application/pdf')).toContain(TEXT);
});

it('gives up what was made to keep it busy, and reads the next one', async () => {
  const began = performance.now();
  expect(await codesIn(await nestedDrawing(), 'application/pdf')).toEqual([]);
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(await codesIn(printed, 'application/pdf')).toEqual([TEXT]);
}, 60_000);

/** A page as large as can be, whose drawing calls one of ten that calls ten more, eight levels deep. */
async function nestedDrawing(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const page = document.addPage([14_400, 14_400]);
  const { context } = document;
  const form = (content: string, inner?: unknown) =>
    context.register(
      context.stream(content, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 14_400, 14_400],
        ...(inner ? { Resources: { XObject: { X: inner } } } : {}),
      } as never),
    );
  let drawing = form('0 0 14400 14400 re f '.repeat(200));
  for (let level = 0; level < 8; level++) drawing = form('/X Do '.repeat(10), drawing);
  page.node.set(PDFName.of('Resources'), context.obj({ XObject: { X: drawing } } as never));
  page.node.set(PDFName.of('Contents'), context.register(context.stream('/X Do')));
  return Buffer.from(await document.save());
}
