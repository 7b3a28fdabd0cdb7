import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { deflateSync } from 'node:zlib';
import { AFRelationship, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import sharp from 'sharp';
import { acceptUpload } from './accept-upload.js';
import { type AcceptedType, inspectFile, type InspectionRules } from './inspect-file.js';
import { normaliseImage } from './image.js';
import { receiveUpload } from './receive-upload.js';
import { temporaryPrefix } from './temporary-file.js';
import { encryptedPdf, imageWith, jpeg, pdf, pdfOf, png, pngBomb } from '../../../test/support/made-files.js';

const allow: AcceptedType[] = ['image/jpeg', 'image/png', 'application/pdf'];
const problem = (code: string) => expect.objectContaining({ spec: expect.objectContaining({ code }) as unknown });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const temporaryFiles = async () => (await readdir(tmpdir())).filter((name) => name.startsWith(temporaryPrefix));

async function inspect(content: Buffer, rules: Partial<InspectionRules> = {}) {
  const file = path.join(folder, 'under-inspection');
  await writeFile(file, content);
  return inspectFile(file, { allow, ...rules });
}

describe('receiving an upload', () => {
  it('keeps it in a temporary file, with size and hash, until it is removed', async () => {
    const received = await receiveUpload(Readable.from([Buffer.from('ab'), Buffer.from('c')]), { maxBytes: 3 });

    expect(await readFile(received.path, 'utf8')).toBe('abc');
    expect(received.size).toBe(3);
    expect(received.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    await received.remove();
    await received.remove();
    expect(await temporaryFiles()).toEqual([]);
  });

  it('refuses the first byte over the limit, and soon gives up on what follows', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1_000_000);
      })(),
    );
    await expect(receiveUpload(endless, { maxBytes: 1_000_000 })).rejects.toEqual(problem('files.too-large'));
    await finished(endless).catch(() => undefined);
    expect(endless.destroyed).toBe(true);

    const oneMore = Readable.from([randomBytes(1_000_001)]);
    await expect(receiveUpload(oneMore, { maxBytes: 1_000_000 })).rejects.toEqual(problem('files.too-large'));
    const exact = await receiveUpload(Readable.from([randomBytes(1_000_000)]), { maxBytes: 1_000_000 });
    await exact.remove();
    expect(await temporaryFiles()).toEqual([]);
  });

  it('refuses what a parser has cut off and passed on as if it were whole', async () => {
    const cut = Object.assign(Readable.from([Buffer.from('abc')]), { truncated: true });
    await expect(receiveUpload(cut, { maxBytes: 1000 })).rejects.toEqual(problem('files.too-large'));
  });

  it('refuses an empty file, and leaves nothing when the sender hangs up', async () => {
    await expect(receiveUpload(Readable.from([]), { maxBytes: 10 })).rejects.toEqual(problem('files.empty'));
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('the sender hung up');
      })(),
    );
    await expect(receiveUpload(broken, { maxBytes: 10 })).rejects.toThrow('the sender hung up');
    expect(await temporaryFiles()).toEqual([]);
  });
});

describe('inspecting a file', () => {
  it('tells JPEG, PNG and PDF by content, with their sizes', async () => {
    expect(await inspect(await jpeg(300, 400))).toMatchObject({ mediaType: 'image/jpeg', width: 300, height: 400 });
    expect(await inspect(await png(30, 20))).toMatchObject({ mediaType: 'image/png', width: 30, height: 20 });
    const content = await pdf(3);
    expect(await inspect(content)).toMatchObject({ mediaType: 'application/pdf', pages: 3, size: content.length });
  });

  it('does not mind a PNG that is named .jpg', async () => {
    const claims = { fileName: '照片.JPG', mediaType: 'image/jpeg' };
    expect(await inspect(await png(10, 10), { claims })).toMatchObject({ mediaType: 'image/png' });
  });

  it.each<[string, () => Buffer | Promise<Buffer>, InspectionRules['claims'], string]>([
    ['a PNG that is named .pdf', () => png(10, 10), { fileName: '证书.pdf' }, 'files.not-what-it-claims'],
    ['a PNG sent as a PDF', () => png(10, 10), { mediaType: 'application/pdf' }, 'files.not-what-it-claims'],
    ['a PDF that is named .png', () => pdf(1), { fileName: 'a.png' }, 'files.not-what-it-claims'],
    ['a page that is named .jpg', () => Buffer.from('<html>'), { fileName: 'a.jpg' }, 'files.not-what-it-claims'],
    ['a page', () => Buffer.from('<html></html>'), undefined, 'files.type-not-allowed'],
    ['an SVG', () => svg, { fileName: 'a.svg', mediaType: 'image/svg+xml' }, 'files.type-not-allowed'],
    ['a GIF', () => imageWith('gif'), undefined, 'files.type-not-allowed'],
    ['a WebP', () => imageWith('webp'), undefined, 'files.type-not-allowed'],
    ['one byte', () => Buffer.from('x'), undefined, 'files.type-not-allowed'],
    ['a truncated JPEG', async () => half(await jpeg(600, 600)), undefined, 'files.damaged'],
    ['a truncated PNG', async () => half(await png(600, 600)), undefined, 'files.damaged'],
    ['the head of a JPEG alone', async () => (await jpeg(60, 60)).subarray(0, 20), undefined, 'files.damaged'],
    ['a pixel bomb', () => pngBomb(30_000, 30_000), undefined, 'files.image-too-many-pixels'],
    ['a truncated PDF', async () => (await pdf(3)).subarray(0, 300), undefined, 'files.damaged'],
    ['a PDF of noise', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(5000)]), undefined, 'files.damaged'],
    ['a PDF without pages', () => Buffer.from(noPages), undefined, 'files.damaged'],
    ['an encrypted PDF', () => encryptedPdf(), undefined, 'files.pdf-encrypted'],
    [
      'one whose objects are encrypted streams',
      () => encryptedPdf({ useObjectStreams: true }),
      undefined,
      'files.pdf-encrypted',
    ],
  ])('refuses %s', async (_, content, claims, code) => {
    await expect(inspect(await content(), { claims })).rejects.toEqual(problem(code));
  });

  it('refuses a type that is known but not asked for', async () => {
    await expect(inspect(await pdf(1), { allow: ['image/png'] })).rejects.toEqual(problem('files.type-not-allowed'));
  });

  it.each<[string, InspectionRules['image'], string | undefined]>([
    [
      '295 × 413 is enough',
      { minWidth: 295, minHeight: 413, portrait: true, minRatio: 0.7, maxRatio: 0.72 },
      undefined,
    ],
    ['it is too narrow', { minWidth: 296 }, 'files.image-too-small'],
    ['it is too low', { minHeight: 414 }, 'files.image-too-small'],
    ['it is too slim', { minRatio: 0.75 }, 'files.image-wrong-shape'],
    ['it is too broad', { maxRatio: 0.7 }, 'files.image-wrong-shape'],
  ])('measures an image of 295 × 413: %s', async (_, image, code) => {
    const inspection = inspect(await jpeg(295, 413), { image });
    if (code === undefined) expect(await inspection).toMatchObject({ width: 295, height: 413 });
    else await expect(inspection).rejects.toEqual(problem(code));
  });

  it('measures an image as it is looked at, not as it lies in the file', async () => {
    const lying = await sharp(await jpeg(400, 300))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await inspect(lying, { image: { portrait: true } })).toMatchObject({ width: 300, height: 400 });
    await expect(inspect(await jpeg(400, 300), { image: { portrait: true } })).rejects.toEqual(
      problem('files.image-wrong-shape'),
    );
  });
});

describe('what could act in a PDF', () => {
  const javaScript = { Type: 'Action', S: 'JavaScript', JS: PDFString.of('app.alert(1)') };

  it.each<[string, (document: PDFDocument) => unknown]>([
    ['JavaScript', (document) => document.addJavaScript('main', 'app.alert(1)')],
    ['an action on opening', ({ catalog, context }) => catalog.set(PDFName.of('OpenAction'), context.obj(javaScript))],
    [
      'a program to start',
      ({ catalog, context }) =>
        catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'Launch', F: PDFString.of('cmd.exe') })),
    ],
    [
      'a form in XFA',
      ({ catalog, context }) =>
        catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [], XFA: PDFString.of('<xdp/>') })),
    ],
    [
      'an embedded file',
      (document) => document.attach(Buffer.from('MZ'), 'run.exe', { afRelationship: AFRelationship.Data }),
    ],
    ['JavaScript in an object that nothing points to', ({ context }) => context.register(context.obj(javaScript))],
    ['JavaScript deep in arrays', ({ context }) => context.register(context.obj([[[[context.obj(javaScript)]]]]))],
  ])('is found: %s, in the open and in an object stream', async (_, add) => {
    for (const useObjectStreams of [true, false]) {
      const content = await pdfOf(add, { useObjectStreams });
      if (useObjectStreams) expect(content.toString('latin1')).not.toMatch(/JavaScript|Launch|XFA|EmbeddedFiles/);
      await expect(inspect(content)).rejects.toEqual(problem('files.pdf-active-content'));
    }
  });

  it('is found behind a harmless object of the same number', async () => {
    const content = await pdfOf(({ context }) => context.register(context.obj(javaScript)), {
      useObjectStreams: false,
    });
    const number = /(\d+) 0 obj\s*<<\s*\/Type \/Action/.exec(content.toString('latin1'))?.[1];
    const hidden = Buffer.concat([content, Buffer.from(`\n${number} 0 obj\n<< /Type /Nothing >>\nendobj\n`)]);
    await expect(inspect(hidden)).rejects.toEqual(problem('files.pdf-active-content'));
  });

  it('is found under an escaped name', async () => {
    const content = await pdfOf(({ context }) => context.register(context.obj(javaScript)), {
      useObjectStreams: false,
    });
    const escaped = content.toString('latin1').replace('/S /JavaScript', '/S /Java#53cript').replace('/JS ', '/J#53 ');
    expect(escaped).not.toContain('/JavaScript');
    await expect(inspect(Buffer.from(escaped, 'latin1'))).rejects.toEqual(problem('files.pdf-active-content'));
  });

  it('is not a link, nor a page to open at', async () => {
    const document = await PDFDocument.load(await pdf(1));
    const page = document.getPage(0);
    document.catalog.set(PDFName.of('OpenAction'), document.context.obj([page.ref, 'Fit']));
    const uri = document.context.obj({ S: 'URI', URI: PDFString.of('https://example.org') });
    page.node.set(
      PDFName.of('Annots'),
      document.context.obj([{ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: uri }]),
    );
    expect(await inspect(Buffer.from(await document.save()))).toMatchObject({ pages: 1 });
  });

  it('is not looked for in an object stream of kilobytes that unpacks to a hundred megabytes', async () => {
    const objects = Buffer.concat([Buffer.from('9 0 << /Harmless true >>'), Buffer.alloc(100 * 1024 * 1024, ' ')]);
    const packed = deflateSync(objects, { level: 9 });
    const head = `8 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    const bomb = Buffer.concat([await pdf(1), Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\n')]);
    await expect(inspect(bomb)).rejects.toEqual(problem('files.damaged'));
  });
});

describe('normalising an image', () => {
  it('turns it upright and leaves out where and with what it was taken', async () => {
    const taken = await sharp(await jpeg(400, 300))
      .withExif({ IFD0: { Make: 'Secret Camera' }, IFD3: { GPSLatitude: '22/1 49/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const file = path.join(folder, 'photo');
    await writeFile(file, Buffer.concat([taken, Buffer.from('<script>hidden after the image</script>')]));

    const cleaned = await normaliseImage(file);
    const content = await readFile(cleaned.path);

    expect(await sharp(content).metadata()).toMatchObject({ format: 'jpeg', width: 300, height: 400 });
    expect((await sharp(content).metadata()).exif).toBeUndefined();
    expect(content.includes('hidden')).toBe(false);
    expect(cleaned.size).toBe(content.length);
    await cleaned.remove();
  });

  it('leaves no file behind when the image is damaged', async () => {
    const file = path.join(folder, 'photo');
    await writeFile(file, half(await jpeg(600, 600)));
    await expect(normaliseImage(file)).rejects.toEqual(problem('files.damaged'));
    expect(await temporaryFiles()).toEqual([]);
  });
});

describe('accepting an upload', () => {
  const rules = { allow, maxBytes: 10_000_000 };

  it('hands on a clean image under a clean name, and leaves no file behind', async () => {
    const stream = Readable.from([await png(40, 50)]);
    const upload = { stream, fileName: 'C:\\我的文件\\..\\证件照\u202e\u0000.JPG', mediaType: 'image/jpeg' };

    const accepted = await acceptUpload(upload, rules, async (file) => {
      expect((await readFile(file.path)).length).toBe(file.size);
      return file;
    });

    expect(accepted).toMatchObject({ fileName: '证件照.png', mediaType: 'image/png', width: 40, height: 50 });
    expect(await temporaryFiles()).toEqual([]);
  });

  it('keeps a PDF as it is, byte for byte', async () => {
    const content = await pdf(2);
    const kept = await acceptUpload({ stream: Readable.from([content]), fileName: '申请表.pdf' }, rules, (file) =>
      readFile(file.path),
    );
    expect(kept.equals(content)).toBe(true);
  });

  it('leaves no file behind when the file is refused or the work with it fails', async () => {
    const upload = (content: Buffer) => ({ stream: Readable.from([content]), fileName: 'a.png' });
    await expect(acceptUpload(upload(svg), rules, () => Promise.resolve())).rejects.toEqual(
      problem('files.not-what-it-claims'),
    );
    const failing = () => Promise.reject(new Error('no space'));
    await expect(acceptUpload(upload(await png(9, 9)), rules, failing)).rejects.toThrow('no space');
    expect(await temporaryFiles()).toEqual([]);
  });
});

const svg = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
const noPages = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';
const half = (content: Buffer) => content.subarray(0, content.length / 2);
