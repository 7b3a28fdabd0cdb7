import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { AFRelationship, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { encryptedPdf, pdf, pdfOf, zipOf } from '../../../test/support/made-files.js';
import { problem } from '../../../test/support/uploads.js';
import { inspectPdf } from './pdf.js';

type Change = (document: PDFDocument) => unknown;

const javaScript = { Type: 'Action', S: 'JavaScript', JS: PDFString.of('app.alert(1)') };
const onOpening =
  (action: Record<string, unknown>): Change =>
  ({ catalog, context }) =>
    catalog.set(PDFName.of('OpenAction'), context.obj(action as never));
const annotated =
  (annotation: Record<string, unknown>): Change =>
  (document) =>
    document
      .getPage(0)
      .node.set(
        PDFName.of('Annots'),
        document.context.obj([{ Type: 'Annot', Rect: [0, 0, 9, 9], ...annotation }] as never),
      );

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pdfs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspect(content: Buffer | string): Promise<{ pages: number }> {
  const file = path.join(folder, 'under-inspection');
  await writeFile(file, content);
  return inspectPdf(file);
}
const refusal = (content: Buffer | string, code: string) => expect(inspect(content)).rejects.toEqual(problem(code));

describe('a PDF', () => {
  it('is read to its last page', async () => {
    expect(await inspect(await pdf(3))).toEqual({ pages: 3 });
    expect(await inspect(await pdf(300))).toEqual({ pages: 300 });
  });

  it.each<[string, () => Buffer | string | Promise<Buffer>, string]>([
    ['cut off in the middle', async () => (await pdf(3)).subarray(0, 300), 'files.damaged'],
    ['cut off at its end', async () => (await pdfOf(() => undefined)).subarray(0, -60), 'files.damaged'],
    ['of noise', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(5000)]), 'files.damaged'],
    ['nested as deep as a file is long', () => `%PDF-1.7\n1 0 obj\n${'['.repeat(5_000_000)}\n%%EOF`, 'files.damaged'],
    ['without pages', () => noPages, 'files.pdf-without-pages'],
    ['with too many pages', () => pdf(301), 'files.pdf-too-many-pages'],
    ['that is encrypted', () => encryptedPdf(), 'files.pdf-encrypted'],
    ['whose objects are encrypted streams', () => encryptedPdf({ useObjectStreams: true }), 'files.pdf-encrypted'],
    ['whose last trailer is silent about the encryption', silentTrailer, 'files.pdf-encrypted'],
  ])('%s is refused', async (_, content, code) => refusal(await content(), code));

  it('may name a page to open at, and link to pages of the web and to addresses', async () => {
    const document = await PDFDocument.load(await pdf(1));
    onOpening([document.getPage(0).ref, 'Fit'] as never)(document);
    const links = ['https://example.org', 'http://example.org/a:b', 'mailto:someone@example.org', 'page.html'];
    const annotations = links.map((link) => ({
      ...{ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9] },
      A: { S: 'URI', URI: PDFString.of(link) },
    }));
    document.getPage(0).node.set(PDFName.of('Annots'), document.context.obj(annotations));
    expect(await inspect(Buffer.from(await document.save()))).toEqual({ pages: 1 });
  });
});

describe('what acts in a PDF, or is embedded in it', () => {
  it.each<[string, Change, string]>([
    ['JavaScript', (document) => document.addJavaScript('main', 'app.alert(1)'), 'active-content'],
    ['JavaScript on opening', onOpening(javaScript), 'active-content'],
    [
      'JavaScript of a page',
      (document) => document.getPage(0).node.set(PDFName.of('AA'), document.context.obj({ O: javaScript } as never)),
      'active-content',
    ],
    ['a program to start', onOpening({ S: 'Launch', F: PDFString.of('cmd.exe') }), 'active-content'],
    [
      'a form that sends itself',
      onOpening({ S: 'SubmitForm', F: PDFString.of('http://example.org') }),
      'active-content',
    ],
    [
      'a file to open on another machine',
      onOpening({ S: 'GoToR', F: PDFString.of('\\\\example.org\\a.pdf') }),
      'active-content',
    ],
    [
      'a link that is a script',
      annotated({ Subtype: 'Link', A: { S: 'URI', URI: PDFString.of(' java\nscript:alert(1)') } }),
      'active-content',
    ],
    [
      'a link to a file',
      annotated({ Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('file:///etc/passwd') } }),
      'active-content',
    ],
    ['a 3D model', annotated({ Subtype: '3D' }), 'active-content'],
    ['a film', annotated({ Subtype: 'RichMedia' }), 'active-content'],
    [
      'a form in XFA',
      ({ catalog, context }) =>
        catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [], XFA: PDFString.of('<xdp/>') })),
      'active-content',
    ],
    [
      'JavaScript in an object that nothing points to',
      ({ context }) => context.register(context.obj(javaScript)),
      'active-content',
    ],
    [
      'JavaScript deep in arrays',
      ({ context }) => context.register(context.obj([[[[context.obj(javaScript)]]]])),
      'active-content',
    ],
    [
      'an embedded file',
      (document) => document.attach(Buffer.from('MZ'), 'run.exe', { afRelationship: AFRelationship.Data }),
      'embedded-files',
    ],
    ['a file pinned to a page', annotated({ Subtype: 'FileAttachment' }), 'embedded-files'],
    ['a portfolio', ({ catalog, context }) => catalog.set(PDFName.of('Collection'), context.obj({})), 'embedded-files'],
  ])('is found: %s, in the open and in an object stream', async (_, add, code) => {
    for (const useObjectStreams of [true, false]) {
      const content = await pdfOf(add, { useObjectStreams });
      if (useObjectStreams) expect(content.toString('latin1')).not.toMatch(/JavaScript|Launch|XFA|EmbeddedFiles/);
      await refusal(content, `files.pdf-${code}`);
    }
  });

  it('is named to the sender', async () => {
    await expect(inspect(await pdfOf(onOpening({ S: 'Launch' })))).rejects.toMatchObject({
      details: { members: { found: 'Launch' }, detail: { zh: 'PDF 中含有启动程序的动作' } },
    });
  });

  it('is found behind a harmless object of the same number', async () => {
    const content = await withScript();
    const hidden = Buffer.concat([
      content,
      Buffer.from(`\n${numberOf(content)} 0 obj\n<< /Type /Nothing >>\nendobj\n`),
    ]);
    await refusal(hidden, 'files.pdf-active-content');
  });

  it('is found under an escaped name', async () => {
    const escaped = (await withScript())
      .toString('latin1')
      .replace('/S /JavaScript', '/S /Java#53cript')
      .replace('/JS ', '/J#53 ');
    expect(escaped).not.toContain('/JavaScript');
    await refusal(Buffer.from(escaped, 'latin1'), 'files.pdf-active-content');
  });
});

describe('what hides in a PDF from its parser', () => {
  it.each<[string, (object: string) => string]>([
    ['a comment', (object) => `%${object.replaceAll('\n', ' ')}\n`],
    ['a comment, its numbers apart', (object) => `%${object.replace(' 0 obj', '\t0\0obj').replaceAll('\n', ' ')}\n`],
    [
      'the bytes of a stream',
      (object) => `98 0 obj\n<< /Length ${object.length} >>\nstream\n${object}\nendstream\nendobj\n`,
    ],
    ['a string', (object) => `98 0 obj\n(${object})\nendobj\n`],
  ])('is an object in %s, which readers find by the index', async (_, hide) => {
    const text = (await pdfOf(() => undefined, { useObjectStreams: false })).toString('latin1');
    const hidden = hide('99 0 obj\n<< /S /JavaScript /JS 97 0 R >>\nendobj');
    await refusal(Buffer.from(text.replace('1 0 obj', `${hidden}1 0 obj`), 'latin1'), 'files.hidden-content');
  });

  it('is an archive behind it, or in its last comment', async () => {
    const content = await pdf(1);
    const archive = zipOf('evil.html', Buffer.from('<script>alert(1)</script>'));
    await refusal(Buffer.concat([content, archive]), 'files.hidden-content');
    const inComment = Buffer.concat([content, Buffer.from('\n%'), archive, Buffer.from('\n%%EOF\n')]);
    await refusal(inComment, 'files.hidden-content');
  });

  it('is whatever stands behind its end but white space', async () => {
    const content = await pdf(1);
    await refusal(Buffer.concat([content, Buffer.from('<script>alert(1)</script>')]), 'files.hidden-content');
    expect(await inspect(Buffer.concat([content, Buffer.from('\r\n \0\0\n')]))).toEqual({ pages: 1 });
  });
});

describe('a PDF made to keep the parser busy', () => {
  /** An object stream of kilobytes that unpacks to `content` and as many spaces more as are asked for. */
  async function bomb(content: string, spaces: number): Promise<Buffer> {
    const packed = deflateSync(Buffer.concat([Buffer.from(`9 0 ${content}`), Buffer.alloc(spaces, ' ')]), { level: 9 });
    const head = `8 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    return Buffer.concat([await pdf(1), Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\n%%EOF\n')]);
  }

  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['unpacks to more than it may', () => bomb('<< /Harmless true >>', 20 * 1024 * 1024)],
    [
      'unpacks to more than it may in small pieces',
      async () => {
        const piece = await bomb('<< /Harmless true >>', 4 * 1024 * 1024);
        return Buffer.concat(Array(5).fill(piece));
      },
    ],
    [
      'has more objects than a file needs',
      async () =>
        Buffer.concat([await pdf(1), Buffer.from('7 0 obj 1 endobj\n'.repeat(150_001)), Buffer.from('%%EOF')]),
    ],
    [
      'takes more memory than it gets',
      () => Buffer.from(`%PDF-1.7\n1 0 obj\n[${'[]'.repeat(9_000_000)}]\nendobj\n%%EOF`),
    ],
  ])('is given up when it %s', async (_, content) => refusal(await content(), 'files.pdf-too-complex'));

  it('is counted once where branches of its page tree meet again', async () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const kids = Array(10)
        .fill(`${level + 3} 0 R`)
        .join(' ');
      return `${level + 2} 0 obj\n<< /Type /Pages /Kids [${kids}] >>\nendobj\n`;
    });
    const text = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n${levels.join('')}32 0 obj\n<< /Type /Page >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`;
    expect(await inspect(text)).toEqual({ pages: 1 });
  });
});

const noPages =
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';

const withScript = () => pdfOf(({ context }) => context.register(context.obj(javaScript)), { useObjectStreams: false });
const numberOf = (content: Buffer) => /(\d+) 0 obj\s*<<\s*\/Type \/Action/.exec(content.toString('latin1'))?.[1];

async function silentTrailer(): Promise<Buffer> {
  const content = await encryptedPdf();
  const index = deflateSync(Buffer.alloc(4));
  const silent = `97 0 obj\n<< /Type /XRef /Size 1 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length ${index.length} >>\nstream\n`;
  return Buffer.concat([content, Buffer.from(silent), index, Buffer.from('\nendstream\nendobj\n%%EOF\n')]);
}
