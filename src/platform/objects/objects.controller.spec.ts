import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Catch, type ExceptionFilter, type ArgumentsHost } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply } from 'fastify';
import { aLink, aLinksEncodedName } from '../../../test/support/object-store-behaviours.js';
import { Clock, MovableClock } from '../clock/clock.js';
import { Problem } from '../problems/problem.js';
import { FileObjectStore } from './file-object-store.js';
import { ObjectStore } from './object-store.js';
import { ObjectsController } from './objects.controller.js';

@Catch(Problem)
class CodesOnly implements ExceptionFilter {
  catch({ spec }: Problem, host: ArgumentsHost) {
    void host.switchToHttp().getResponse<FastifyReply>().status(spec.status).send({ code: spec.code });
  }
}

describe('a signed link of the file store', () => {
  const key = 'applications/attachments/0f7e3c52-5a9e-4d0e-9d0c-1f1b7f0e4a11';
  const clock = new MovableClock();
  let folder: string;
  let app: NestFastifyApplication;
  let store: FileObjectStore;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'objects-'));
    clock.fixAt(new Date('2026-03-02T09:00:00+08:00'));
    store = new FileObjectStore(
      { folder, publicUrl: 'http://files.test', linkSecret: 'a secret of thirty-two characters' },
      clock,
    );
    const testing = await Test.createTestingModule({
      controllers: [ObjectsController],
      providers: [
        { provide: ObjectStore, useValue: store },
        { provide: Clock, useValue: clock },
      ],
    }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.setGlobalPrefix('api/v1');
    app.useGlobalFilters(new CodesOnly());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await store.put(key, Readable.from([Buffer.from('the content')]), { mediaType: 'image/png' });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => clock.moveTo(new Date('2026-03-02T09:00:00+08:00')));

  const follow = (url: string) => app.inject({ method: 'GET', url: url.replace('http://files.test', '') });
  const link = async (options: Partial<Parameters<FileObjectStore['signedLink']>[1]> = {}, of = key) =>
    (await store.signedLink(of, { ...aLink, ...options })).url;

  it('gives the object with the name, type and guards that browsers need', async () => {
    const answer = await follow(await link());

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('the content');
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '11',
      'content-disposition': `inline; filename="____ (1)'s ____.png"; filename*=${aLinksEncodedName}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
  });

  it('lets a browser show a PDF, which none does in a sandbox, but in no frame', async () => {
    const policyOf = async (url: string) => (await follow(url)).headers['content-security-policy'];
    expect(await policyOf(await link({ mediaType: 'application/pdf' }))).toBe("frame-ancestors 'none'");
    expect(await policyOf(await link({ mediaType: 'application/pdf', disposition: 'attachment' }))).toMatch(/sandbox/);
  });

  it('tells when it expires, and is refused from that moment on', async () => {
    const { url, expiresAt } = await store.signedLink(key, aLink);
    expect(expiresAt).toEqual(new Date('2026-03-02T09:01:00+08:00'));

    clock.advance(59);
    expect((await follow(url)).statusCode).toBe(200);
    clock.advance(1);
    expect((await follow(url)).json()).toEqual({ code: 'objects.link-expired' });
  });

  it('never shows inline what could run scripts', async () => {
    const answer = await follow(await link({ mediaType: 'text/html', fileName: 'page.html' }));
    expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
  });

  it.each<[string, (url: string) => string]>([
    ['another object', (url) => url.replace('4a11', '4a12')],
    ['a later expiry', (url) => url.replace(/expires=(\d)/, 'expires=9$1')],
    ['another media type', (url) => url.replace('image%2Fpng', 'text%2Fhtml')],
    ['another file name', (url) => url.replace('fileName=', 'fileName=x')],
    ['another disposition', (url) => url.replace('=inline', '=attachment')],
    [
      'another signature',
      (url) => url.replace(/signature=./, (s) => `${s.slice(0, -1)}${s.endsWith('A') ? 'B' : 'A'}`),
    ],
    ['a short signature', (url) => url.slice(0, -8)],
    ['no signature', (url) => url.replace(/&signature=.*/, '')],
    ['no query', (url) => url.replace(/\?.*/, '')],
    ['a parameter twice', (url) => `${url}&expires=99999999999`],
    ['a path out of the folder', (url) => url.replace('applications/', '..%2F..%2Fapplications/')],
  ])('is refused for %s', async (_, tamper) => {
    const answer = await follow(tamper(await link()));
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toEqual({ code: 'objects.link-not-valid' });
  });

  it('is refused when another secret signed it', async () => {
    const other = new FileObjectStore({ folder, publicUrl: 'http://files.test', linkSecret: 'y'.repeat(32) }, clock);
    expect((await follow((await other.signedLink(key, aLink)).url)).statusCode).toBe(403);
  });

  it('says 404 once the object is gone', async () => {
    const answer = await follow(await link({}, 'applications/attachments/never-was'));
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({ code: 'objects.not-found' });
  });
});
