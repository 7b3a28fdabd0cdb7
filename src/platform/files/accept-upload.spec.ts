import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { png } from '../../../test/support/made-files.js';
import { Problem } from '../problems/problem.js';
import { acceptUpload } from './accept-upload.js';

describe('an upload over HTTP', () => {
  let server: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    server = fastify();
    await server.register(multipart, { limits: { fileSize: 100_000_000 } });
    server.post('/', async (request, reply) => {
      const part = await request.file();
      if (!part) return reply.status(400).send();
      const upload = { stream: part.file, fileName: part.filename, mediaType: part.mimetype };
      try {
        return await acceptUpload(upload, { allow: ['image/png'], maxBytes: 1_000_000 }, ({ fileName, size }) =>
          Promise.resolve({ fileName, size }),
        );
      } catch (error) {
        if (error instanceof Problem) return reply.status(error.spec.status).send({ code: error.spec.code });
        throw error;
      }
    });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());

  async function send(content: Buffer, name = '证件照.png') {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(content)], { type: 'image/png' }), name);
    const answer = await fetch(url, { method: 'POST', body: form, signal: AbortSignal.timeout(10_000) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  it('is accepted under its Chinese name', async () => {
    expect(await send(await png(60, 80))).toMatchObject({ status: 200, body: { fileName: '证件照.png' } });
  });

  it('is answered at once when it is too large, and the server goes on', async () => {
    const answers = await Promise.all([send(Buffer.alloc(1_000_001)), send(Buffer.alloc(30_000_000))]);
    expect(answers).toEqual([
      { status: 413, body: { code: 'files.too-large' } },
      { status: 413, body: { code: 'files.too-large' } },
    ]);
    expect((await send(await png(60, 80))).status).toBe(200);
  });
});
