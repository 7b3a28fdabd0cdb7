import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { eventually } from '../../../test/support/eventually.js';
import { imageWith, jpeg, pdf, png } from '../../../test/support/made-files.js';
import { problem, temporaryFiles } from '../../../test/support/uploads.js';
import { defineProblem, Problem } from '../problems/problem.js';
import { type AcceptedFile, AcceptUpload, type Upload, type UploadRules } from './accept-upload.js';
import { readMultipart } from './read-multipart.js';
import { NoScanner, ScannerUnavailable, VirusScanner } from './virus-scanner.js';

const rules: UploadRules = { allow: ['image/jpeg', 'image/png', 'application/pdf'], maxBytes: 10_000_000 };
const acceptUpload = new AcceptUpload(new NoScanner());
const uploadOf = (content: Buffer, claims: Partial<Upload> = {}): Upload => ({
  ...{ stream: Readable.from([content]), fileName: '' },
  ...claims,
});
const accept = (content: Buffer, claims: Partial<Upload> = {}, changes: Partial<UploadRules> = {}) =>
  acceptUpload.run(uploadOf(content, claims), { ...rules, ...changes }, (file) => Promise.resolve(file));

describe('accepting an upload', () => {
  it('tells JPEG, PNG and PDF by content', async () => {
    expect(await accept(await jpeg(300, 400))).toMatchObject({ mediaType: 'image/jpeg', width: 300, height: 400 });
    expect(await accept(await png(30, 20))).toMatchObject({ mediaType: 'image/png', width: 30, height: 20 });
    expect(await accept(await pdf(3))).toMatchObject({ mediaType: 'application/pdf', pages: 3 });
    const claims = { fileName: '照片.JPG', mediaType: 'image/jpeg' };
    expect(await accept(await png(10, 10), claims)).toMatchObject({ mediaType: 'image/png', fileName: '照片.png' });
  });

  it.each<[string, () => Buffer | Promise<Buffer>, Partial<Upload>, string]>([
    ['a PNG that is named .pdf', () => png(10, 10), { fileName: '证书.pdf' }, 'files.not-what-it-claims'],
    ['a PNG sent as a PDF', () => png(10, 10), { mediaType: 'application/pdf' }, 'files.not-what-it-claims'],
    ['a PDF that is named .png', () => pdf(1), { fileName: 'a.png' }, 'files.not-what-it-claims'],
    ['a page that is named .jpg', () => Buffer.from('<html>'), { fileName: 'a.jpg' }, 'files.not-what-it-claims'],
    ['a page', () => Buffer.from('<html></html>'), {}, 'files.type-not-allowed'],
    ['a GIF', () => imageWith('gif'), {}, 'files.type-not-allowed'],
    ['one byte', () => Buffer.from('x'), {}, 'files.type-not-allowed'],
  ])('refuses %s', async (_, content, claims, code) => {
    await expect(accept(await content(), claims)).rejects.toEqual(problem(code));
  });

  it('refuses a type that is known but not asked for, and what follows the file', async () => {
    await expect(accept(await pdf(1), {}, { allow: ['image/png'] })).rejects.toEqual(problem('files.type-not-allowed'));
    const end = () => Promise.reject(new Error('there is more'));
    await expect(accept(await pdf(1), { end })).rejects.toThrow('there is more');
    expect(await temporaryFiles()).toEqual([]);
  });

  it('hands on a clean image and its thumbnail under a clean name, and leaves no file behind', async () => {
    const upload = uploadOf(await jpeg(600, 840), {
      fileName: 'C:\\我的文件\\..\\证件照\u202e\u0000.JPG',
      mediaType: 'image/jpeg',
    });
    const accepted = await acceptUpload.run(upload, rules, async (file) => {
      const content = await readFile(file.path);
      expect([file.size, file.sha256]).toEqual([content.length, createHash('sha256').update(content).digest('hex')]);
      expect(await sharp(file.thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 229, height: 320 });
      return file;
    });
    expect(accepted).toMatchObject({ fileName: '证件照.JPG', mediaType: 'image/jpeg', width: 600, height: 840 });
    expect(await temporaryFiles()).toEqual([]);
  });

  it('keeps a PDF as it is, byte for byte', async () => {
    const content = await pdf(2);
    const upload = uploadOf(content, { fileName: '申请表.pdf' });
    const kept = await acceptUpload.run(upload, rules, async (file) => ({
      ...file,
      content: await readFile(file.path),
    }));
    expect(kept.content.equals(content)).toBe(true);
    expect(kept.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(kept.thumbnail).toBeUndefined();
  });

  it('leaves no file behind when the file is refused or the work with it fails', async () => {
    await expect(accept(Buffer.from('<svg/>'), { fileName: 'a.png' })).rejects.toEqual(
      problem('files.not-what-it-claims'),
    );
    const failing = () => Promise.reject(new Error('no space'));
    await expect(acceptUpload.run(uploadOf(await png(9, 9)), rules, failing)).rejects.toThrow('no space');
    expect(await temporaryFiles()).toEqual([]);
  });
});

/** A scanner that takes as long as it is told, and says what it is told. */
class HeldScanner extends VirusScanner {
  readonly release: (() => void)[] = [];
  finds: string | undefined;
  isDown = false;

  override async scan(content: AsyncIterable<Buffer>): Promise<string | undefined> {
    for await (const piece of content) void piece;
    if (this.isDown) throw new ScannerUnavailable('down');
    await new Promise<void>((resolve) => this.release.push(resolve));
    return this.finds;
  }
}

describe('many uploads at once', () => {
  it('are inspected two at a time, and refused when too many wait already', async () => {
    const scanner = new HeldScanner();
    const accepting = new AcceptUpload(scanner);
    const content = await png(9, 9);
    const run = () => accepting.run(uploadOf(content), rules, (file) => Promise.resolve(file));
    const running = Array.from({ length: 102 }, run);
    const all = Promise.allSettled(running);
    await eventually('two are inspected, and the line is full', () => {
      expect(accepting.isFull).toBe(true);
      expect(scanner.release).toHaveLength(2);
    });

    await expect(run()).rejects.toMatchObject({
      spec: { status: 503, code: 'files.too-many-uploads' },
      details: { retryAfterSeconds: 30 },
    });
    let seen = 0;
    void (async () => {
      while (seen < 102) {
        scanner.release.splice(0).forEach((release) => release());
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    expect((await all).map(({ status }) => status)).toEqual(Array(102).fill('fulfilled'));
    seen = 102;
    expect(await temporaryFiles()).toEqual([]);
  });
});

describe('a scanner', () => {
  async function outcome(given: Partial<HeldScanner>): Promise<AcceptedFile | Error> {
    const scanner = Object.assign(new HeldScanner(), given);
    scanner.release.push = (release) => {
      release();
      return 0;
    };
    return new AcceptUpload(scanner)
      .run(uploadOf(await pdf(1)), rules, (file) => Promise.resolve(file))
      .catch((error: unknown) => error as Error);
  }

  it('that finds something has the file refused, and says what it found', async () => {
    const refused = await outcome({ finds: 'Eicar-Test' });
    expect(refused).toEqual(problem('files.infected'));
    expect(refused).toMatchObject({ details: { members: { found: 'Eicar-Test' } } });
  });

  it('that is down has no file kept', async () => {
    expect(await outcome({ isDown: true })).toBeInstanceOf(ScannerUnavailable);
    expect(await outcome({})).toMatchObject({ mediaType: 'application/pdf' });
    expect(await temporaryFiles()).toEqual([]);
  });
});

describe('an upload over HTTP', () => {
  let server: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    server = fastify();
    await server.register(multipart, { limits: { files: 1, fileSize: 100_000_000 } });
    server.post('/', async (request, reply) => {
      try {
        const upload = await readMultipart(request, () => new FileMissing());
        const few = { ...rules, allow: ['image/png'] as const, maxBytes: 1_000_000 };
        return await acceptUpload.run(upload, few, ({ fileName, size }) => Promise.resolve({ fileName, size }));
      } catch (error) {
        if (error instanceof Problem) return reply.status(error.spec.status).send({ code: error.spec.code });
        throw error;
      }
    });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());

  const FileMissing = defineProblem(422, 'missing', { zh: '无', en: 'none' });
  const fileOf = (content: Buffer) => new Blob([new Uint8Array(content)], { type: 'image/png' });

  async function send(...parts: [name: string, value: Blob | string, fileName?: string][]) {
    const form = new FormData();
    for (const [name, value, fileName] of parts) {
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, value, fileName);
    }
    const answer = await fetch(url, { method: 'POST', body: form, signal: AbortSignal.timeout(10_000) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  it('is accepted under its Chinese name', async () => {
    const answer = await send(['file', fileOf(await png(60, 80)), '证件照.png']);
    expect(answer).toMatchObject({ status: 200, body: { fileName: '证件照.png' } });
  });

  it('is answered at once when it is too large, and the server goes on', async () => {
    const tooLarge = (length: number) => send(['file', fileOf(Buffer.alloc(length)), 'a.png']);
    const answers = await Promise.all([tooLarge(1_000_001), tooLarge(30_000_000)]);
    expect(answers).toEqual([
      { status: 413, body: { code: 'files.too-large' } },
      { status: 413, body: { code: 'files.too-large' } },
    ]);
    expect((await send(['file', fileOf(await png(60, 80)), 'a.png'])).status).toBe(200);
  });

  it('has one file, and nothing behind it', async () => {
    const file = fileOf(await png(60, 80));
    const invalid = { status: 422, body: { code: 'request.invalid' } };
    expect(await send(['file', file, 'a.png'], ['file', file, 'b.png'])).toEqual(invalid);
    expect(await send(['file', file, 'a.png'], ['kind', 'photo'])).toEqual(invalid);
    expect(await send(['photo', file, 'a.png'])).toEqual({ status: 422, body: { code: 'missing' } });
    expect(await send(['kind', 'photo'])).toEqual({ status: 422, body: { code: 'missing' } });
    expect((await send(['kind', 'photo'], ['file', file, 'a.png'])).status).toBe(200);
  });
});
