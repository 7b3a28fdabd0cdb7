import { randomUUID } from 'node:crypto';
import { ApplicationsDesk, type DeskTrainee } from '../../../../test/support/applications-desk.js';
import { hostileFiles, hostileNames } from '../../../../test/support/hostile-files.js';
import { pdf } from '../../../../test/support/made-files.js';
import { describeWithS3, type S3Server, startS3Server } from '../../../../test/support/s3-server.js';
import { temporaryFiles } from '../../../../test/support/uploads.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';

const toAnother = (environment: () => Record<string, string>) => () => {
  let desk: ApplicationsDesk;
  let trainee: DeskTrainee;

  beforeAll(async () => {
    desk = await ApplicationsDesk.open(environment());
    trainee = await desk.trainee();
  }, 60_000);
  afterAll(() => desk.close());

  async function objects(): Promise<number> {
    const store = desk.platform.platform.app.get(ObjectStore, { strict: false });
    const keys: string[] = [];
    for await (const { key } of store.list('')) keys.push(key);
    return keys.length;
  }

  /** Says nothing of what the file is but its name. */
  function uploads(kind: string, file: Buffer, fileName: string) {
    const form = new FormData();
    form.append('kind', kind);
    form.append('file', new Blob([new Uint8Array(file)]), fileName);
    return trainee.call('POST', '/attachments', form);
  }

  it.each(hostileFiles)('refuses $is, and keeps nothing of it', async ({ kind, fileName, make, refused }) => {
    const { status, body } = await uploads(kind, await make(), fileName);
    expect([status, body.code]).toEqual(refused);
  });

  it('has no row, no object and no temporary file of any of them', async () => {
    expect(await desk.rows('select 1 from applications.attachment')).toEqual([]);
    expect(await objects()).toBe(0);
    expect(await temporaryFiles()).toEqual([]);
  });

  it.each(hostileNames)('keeps a file named %j under a name that does no harm', async (sent, kept) => {
    const { status, body } = await uploads('other', await pdf(1), sent);
    expect(status).toBe(201);
    if (kept !== '') expect(body.fileName).toBe(kept);
    expect(body.fileName).toMatch(/^[^\p{Cc}\p{Cf}/\\"<>|?*:]{1,120}\.pdf$/u);
    const { body: link } = await trainee.call('GET', `/attachments/${body.id}/content`);
    const { origin, pathname, search } = new URL(link.url);
    // links of the platform's own name the port that it was told, not the free one that it got
    const store = pathname.startsWith('/api/') ? desk.platform.url : origin;
    const { headers } = await fetch(`${store}${pathname}${search}`);
    expect(headers.get('content-disposition')).toMatch(
      /^(inline|attachment); filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.%~!-]*$/,
    );
    await trainee.call('DELETE', `/attachments/${body.id}`);
  });
};

describe(
  'a hostile upload, objects kept as files,',
  toAnother(() => ({})),
);

describeWithS3('a hostile upload, objects kept in S3,', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server();
  }, 60_000);
  afterAll(() => server.stop());

  describe(
    'as there:',
    toAnother(() => ({
      S3_ENDPOINT: server.endpoint,
      S3_ACCESS_KEY: server.accessKey,
      S3_SECRET_KEY: server.secretKey,
      S3_REGION: server.region,
      S3_BUCKET: `hostile-${randomUUID()}`,
    })),
  );
});
