import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Client, CopyConditions } from 'minio';
import { contentDisposition, safeDisposition } from './content-disposition.js';
import { checkKey, checkPrefix } from './keys.js';
import { checkLifetime } from './link-lifetime.js';
import { Measured } from './measured.js';
import { ObjectMissing, ObjectStore, ObjectStoreUnavailable } from './object-store.js';
import type { LinkOptions, ObjectFacts, PutOptions, SignedLink, StoredObject } from './object-store.js';
import { inBlocks } from './in-blocks.js';
import { impatientTransport } from './impatient-transport.js';

// The smallest part that S3 takes: an upload holds one of these in memory, however long it is.
const partBytes = 5 * 1024 * 1024;

export interface MinioObjectStoreOptions {
  /** URL of the store as this process reaches it. */
  readonly endpoint: string;
  /** URL of the store as browsers reach it; goes into signed links. The same as `endpoint` by default. */
  readonly publicEndpoint?: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
  /** How long to wait for an answer, 15 seconds by default; for tests. */
  readonly answerWithinMs?: number;
}

/**
 * Objects in a bucket of an S3-compatible store (MinIO, Ceph and their like). The bucket is made when missing and
 * gets no policy: only signed requests read it. S3 cannot add `X-Content-Type-Options` to what its links answer; the
 * reverse proxy before it does.
 */
export class MinioObjectStore extends ObjectStore {
  private readonly client: Client;
  private readonly signingClient: Client;
  private readonly bucket: string;
  private bucketReady: Promise<void> | undefined;

  constructor(private readonly options: MinioObjectStoreOptions) {
    super();
    this.bucket = options.bucket;
    this.client = clientFor(options.endpoint, options);
    this.signingClient = clientFor(options.publicEndpoint ?? options.endpoint, options);
  }

  /** Makes the bucket when it is missing; every other method does this first, too, until it has succeeded once. */
  async prepare(): Promise<void> {
    this.bucketReady ??= this.makeBucket();
    try {
      await this.bucketReady;
    } catch (error) {
      this.bucketReady = undefined;
      throw new ObjectStoreUnavailable(error);
    }
  }

  override async put(key: string, body: Readable, { mediaType, maxBytes }: PutOptions): Promise<StoredObject> {
    checkKey(key);
    const measured = new Measured(maxBytes);
    const blocks = inBlocks(measured.through(body), partBytes);
    const headers = { 'Content-Type': mediaType };
    try {
      await this.prepare();
      const first = (await blocks.next()).value ?? Buffer.alloc(0);
      if (first.length < partBytes) {
        // a short block is the last one, so the limit has been checked before anything is sent
        await this.ask(() => this.client.putObject(this.bucket, key, first, first.length, headers));
      } else {
        await this.putInParts(key, first, blocks, headers);
      }
    } finally {
      await blocks.return(undefined);
      body.destroy();
    }
    return measured.result();
  }

  override async get(key: string): Promise<Readable> {
    checkKey(key);
    await this.prepare();
    return this.ask(() => this.client.getObject(this.bucket, key), key);
  }

  override async getBuffer(key: string): Promise<Buffer> {
    const content = await this.get(key);
    return this.ask(() => buffer(content));
  }

  override async stat(key: string): Promise<ObjectFacts | undefined> {
    checkKey(key);
    await this.prepare();
    try {
      const { size, metaData } = await this.ask(() => this.client.statObject(this.bucket, key), key);
      return { size, mediaType: String((metaData as Record<string, unknown>)['content-type']) };
    } catch (error) {
      if (error instanceof ObjectMissing) return undefined;
      throw error;
    }
  }

  override async remove(key: string): Promise<void> {
    checkKey(key);
    await this.prepare();
    await this.ask(() => this.client.removeObject(this.bucket, key));
  }

  override async *list(prefix: string): AsyncIterable<{ key: string; size: number }> {
    checkPrefix(prefix);
    await this.prepare();
    const found = this.client.listObjectsV2(this.bucket, prefix, true)[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = (await this.ask(() => found.next())) as IteratorResult<unknown, undefined>;
      if (done) return;
      const { name, size } = value as { name: string; size: number };
      yield { key: name, size };
    }
  }

  override async copy(from: string, to: string): Promise<void> {
    checkKey(from);
    checkKey(to);
    await this.prepare();
    const source = `/${this.bucket}/${from}`;
    await this.ask(() => this.client.copyObject(this.bucket, to, source, new CopyConditions()), from);
  }

  override async signedLink(key: string, link: LinkOptions): Promise<SignedLink> {
    checkKey(key);
    const lifetime = checkLifetime(link.expiresInSeconds);
    const url = await this.signingClient.presignedGetObject(this.bucket, key, lifetime, {
      'response-content-disposition': contentDisposition(safeDisposition(link), link.fileName),
      'response-content-type': link.mediaType,
      'response-cache-control': 'private, no-store',
    });
    return { url, expiresAt: expiryOf(url, lifetime) };
  }

  /**
   * Our own upload in parts: the client's resumes whatever unfinished upload of the key it finds, which mixes two
   * bodies, and it waits for ever when the body fails.
   */
  private async putInParts(
    key: string,
    first: Buffer,
    rest: AsyncIterable<Buffer>,
    headers: Record<string, string>,
  ): Promise<void> {
    const upload = await this.ask(() => this.client.initiateNewMultipartUpload(this.bucket, key, headers));
    const done: { part: number; etag: string }[] = [];
    const send = async (block: Buffer) => {
      const part = {
        bucketName: this.bucket,
        objectName: key,
        uploadID: upload,
        partNumber: done.length + 1,
        headers: {
          'Content-Length': block.length,
          'Content-MD5': createHash('md5').update(block).digest('base64'),
        },
      };
      const { etag } = await this.ask(() => this.client.uploadPart(part, block));
      done.push({ part: part.partNumber, etag });
    };
    try {
      await send(first);
      for await (const block of rest) await send(block);
      await this.ask(() => this.client.completeMultipartUpload(this.bucket, key, upload, done));
    } catch (error) {
      // parts are never readable; what the store keeps when this fails, too, its own clean-up of uploads removes
      await this.client.abortMultipartUpload(this.bucket, key, upload).catch(() => undefined);
      throw error;
    }
  }

  private async makeBucket(): Promise<void> {
    if (await this.client.bucketExists(this.bucket)) return;
    try {
      await this.client.makeBucket(this.bucket, this.options.region);
    } catch (error) {
      // another process that starts at the same moment may have made it
      if (!(await this.client.bucketExists(this.bucket))) throw error;
    }
  }

  /** Runs one request; a missing `key` is `ObjectMissing`, any other refusal or fault the store's. */
  private async ask<T>(request: () => Promise<T>, key?: string): Promise<T> {
    try {
      return await request();
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      if (key !== undefined && ['NoSuchKey', 'NotFound'].includes(code)) throw new ObjectMissing(key);
      throw new ObjectStoreUnavailable(error);
    }
  }
}

function clientFor(endpoint: string, options: MinioObjectStoreOptions): Client {
  const { hostname, port, protocol } = new URL(endpoint);
  const { accessKey, secretKey, region } = options;
  return new Client({
    endPoint: hostname,
    port: port === '' ? undefined : Number(port),
    useSSL: protocol === 'https:',
    accessKey,
    secretKey,
    // without it the client asks the network for the region when it signs a link
    region,
    pathStyle: true,
    transport: impatientTransport(protocol === 'https:', options.answerWithinMs),
    // the client's retries print to the console; whoever asked gets a 503 with Retry-After instead
    retryOptions: { disableRetry: true },
  });
}

/** When the store will refuse `url`: it goes by the machine's clock that signed, not by the platform's. */
function expiryOf(url: string, lifetime: number): Date {
  const signedAt = new URL(url).searchParams.get('X-Amz-Date') ?? '';
  const iso = signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return new Date(Date.parse(iso) + lifetime * 1000);
}
