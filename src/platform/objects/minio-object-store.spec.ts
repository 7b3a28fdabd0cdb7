import { createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { Client } from 'minio';
import { eventually } from '../../../test/support/eventually.js';
import { aLink, aLinksEncodedName, objectStoreBehaviours } from '../../../test/support/object-store-behaviours.js';
import { describeWithS3, type S3Server, startS3Server } from '../../../test/support/s3-server.js';
import { MinioObjectStore } from './minio-object-store.js';
import { ObjectStoreUnavailable } from './object-store.js';

const bucket = 'trial-objects';
const text = { mediaType: 'text/plain' };

describeWithS3('the S3 object store', () => {
  let server: S3Server;
  let store: MinioObjectStore;
  let client: Client;

  beforeAll(async () => {
    server = await startS3Server();
    store = new MinioObjectStore({ ...server, bucket });
    const { hostname, port } = new URL(server.endpoint);
    client = new Client({ ...server, endPoint: hostname, port: Number(port), useSSL: false });
  }, 90_000);
  afterAll(() => server.stop());

  objectStoreBehaviours(() => store);

  it('makes its bucket once, however many start at the same moment', async () => {
    const stores = Array.from({ length: 4 }, () => new MinioObjectStore({ ...server, bucket: 'made-at-start' }));
    await Promise.all(stores.map((one) => one.prepare()));
    expect(await client.bucketExists('made-at-start')).toBe(true);
  });

  it('keeps no parts of a put that failed', async () => {
    const failing = Readable.from(
      (function* () {
        yield Buffer.alloc(6 * 1024 * 1024);
        throw new Error('the sender hung up');
      })(),
    );
    await expect(store.put('trials/things/half', failing, text)).rejects.toThrow('the sender hung up');

    const unfinished: unknown[] = await client.listIncompleteUploads(bucket, '', true).toArray();
    expect(unfinished).toEqual([]);
  });

  it('lets nobody read without a signature', async () => {
    await store.put('trials/things/private', Readable.from(['secret']), text);
    expect((await fetch(`${server.endpoint}/${bucket}/trials/things/private`)).status).toBe(403);
    expect((await fetch(`${server.endpoint}/${bucket}`)).status).toBe(403);
  });

  it('signs a link that gives the object with its name and type, and is refused when tampered with', async () => {
    await store.put('trials/things/linked', Readable.from(['the content']), text);
    const before = Date.now();
    const { url, expiresAt } = await store.signedLink('trials/things/linked', aLink);
    const answer = await fetch(url);

    expect(await answer.text()).toBe('the content');
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toContain(`filename*=${aLinksEncodedName}`);
    expect(answer.headers.get('content-disposition')).toMatch(/^inline;/);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(expiresAt.getTime()).toBeGreaterThan(before + 58_000);
    expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 60_000);
    expect((await fetch(url.replace('linked', 'private'))).status).toBe(403);
    expect((await fetch(url.replace('inline', 'attachment'))).status).toBe(403);
  });

  it('signs links that expire', async () => {
    await store.put('trials/things/brief', Readable.from(['x']), text);
    const { url } = await store.signedLink('trials/things/brief', { ...aLink, expiresInSeconds: 2 });
    expect((await fetch(url)).status).toBe(200);
    await eventually('the link expires', async () => expect((await fetch(url)).status).toBe(403));
  });

  it('signs for the host that browsers reach, without asking that host anything', async () => {
    const behindProxy = new MinioObjectStore({ ...server, bucket, publicEndpoint: 'https://files.example.org' });
    const { url } = await behindProxy.signedLink('trials/things/x', aLink);
    expect(url).toMatch(/^https:\/\/files\.example\.org\/trial-objects\/trials\/things\/x\?/);
  });

  it('says by ObjectStoreUnavailable that its keys are refused', async () => {
    const refused = new MinioObjectStore({ ...server, bucket, secretKey: 'another secret' });
    await expect(refused.get('trials/things/x')).rejects.toThrow(ObjectStoreUnavailable);
  });
});

describe('an S3 object store that cannot be reached', () => {
  const keys = { accessKey: 'key', secretKey: 'secret', region: 'us-east-1', bucket };
  let server: Server;
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    server = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });
  afterAll(async () => {
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    ['refuses connections', () => 'http://127.0.0.1:1'],
    ['takes a connection and never answers', () => `http://127.0.0.1:${(server.address() as { port: number }).port}`],
  ])('fails with ObjectStoreUnavailable when it %s', async (_, endpoint) => {
    const store = new MinioObjectStore({ ...keys, endpoint: endpoint(), answerWithinMs: 300 });

    await expect(store.put('trials/things/x', Readable.from(['x']), text)).rejects.toThrow(ObjectStoreUnavailable);
    await expect(store.getBuffer('trials/things/x')).rejects.toThrow(ObjectStoreUnavailable);
    await expect(store.stat('trials/things/x')).rejects.toThrow(ObjectStoreUnavailable);
    await expect(store.list('')[Symbol.asyncIterator]().next()).rejects.toThrow(ObjectStoreUnavailable);
  });
});
