import { createHash, randomUUID } from 'node:crypto';
import { ApplicationsDesk } from '../../../../test/support/applications-desk.js';
import { jpeg, pdf, png } from '../../../../test/support/made-files.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { SweepFiles } from '../uploads/sweep-files.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

const objects = () => desk.platform.platform.app.get(ObjectStore);
async function objectCount(): Promise<number> {
  const keys: string[] = [];
  for await (const { key } of objects().list('applications/')) keys.push(key);
  return keys.length;
}

describe('an upload', () => {
  it('is kept, listed, and read through a link of five minutes', async () => {
    const trainee = await desk.trainee();
    const file = await pdf(2);
    const { status, body } = await trainee.uploads('education-certificate', file, '毕业证 ../书.pdf');
    const sha256 = createHash('sha256').update(file).digest('hex');
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        kind: 'education-certificate',
        fileName: '书.pdf',
        mediaType: 'application/pdf',
        size: file.length,
        sha256,
      },
    });
    expect((await trainee.call('GET', '/attachments')).body).toEqual({ items: [body], nextCursor: null });
    expect((await trainee.call('GET', `/attachments/${body.id}`)).body).toEqual(body);

    const link = (await trainee.call('GET', `/attachments/${body.id}/content`)).body;
    expect(new Date(link.expiresAt).getTime() - desk.platform.clock.now().getTime()).toBe(300_000);
    const { pathname, search } = new URL(link.url);
    const read = await fetch(`${desk.platform.url}${pathname}${search}`);
    expect(Buffer.from(await read.arrayBuffer()).equals(file)).toBe(true);
  });

  it('of a photo is encoded anew, and must be upright and large enough', async () => {
    const trainee = await desk.trainee();
    const original = await jpeg(300, 420);
    const { body } = await trainee.uploads('photo', original, '照片.jpg');
    expect(body.sha256).not.toBe(createHash('sha256').update(original).digest('hex'));
    expect((await trainee.uploads('photo', await jpeg(420, 330), '横.jpg')).body.code).toBe('files.image-wrong-shape');
    expect((await trainee.uploads('photo', await jpeg(100, 140), '小.jpg')).body.code).toBe('files.image-too-small');
    expect((await trainee.uploads('photo', await pdf(1), '照片.pdf')).body.code).toBe('files.type-not-allowed');
    for (const [width, height] of [
      [350, 400],
      [300, 520],
    ] as const) {
      const odd = await trainee.uploads('photo', await jpeg(width, height), '怪.jpg');
      expect(odd.body.code).toBe('files.image-wrong-shape');
    }
    const large = await trainee.uploads('photo', Buffer.alloc(10 * 2 ** 20 + 1), '大.jpg');
    expect([large.status, large.body.code, large.body.maxBytes]).toEqual([413, 'files.too-large', 10 * 2 ** 20]);
    expect((await trainee.call('GET', '/attachments?kind=photo')).body.items).toHaveLength(1);
  });

  it('that is refused leaves no object and no row', async () => {
    const trainee = await desk.trainee();
    const before = await objectCount();
    expect(await trainee.uploads('other', Buffer.from('no pdf'), '假.pdf')).toMatchObject({ status: 422 });
    expect(await trainee.uploads('passport' as 'other', await pdf(1), '护照.pdf')).toMatchObject({
      status: 422,
      body: { code: 'applications.upload-incomplete', errors: [{ pointer: '/kind' }] },
    });
    expect(await trainee.call('POST', '/attachments', { kind: 'other' })).toMatchObject({ status: 415 });
    expect(await trainee.call('POST', '/attachments', new FormData())).toMatchObject({ status: 422 });
    expect((await trainee.call('GET', '/attachments')).body.items).toEqual([]);
    expect(await objectCount()).toBe(before);
  });

  it('is kept once for a repeated key, and refused with another file under it', async () => {
    const trainee = await desk.trainee();
    const headers = { 'idempotency-key': randomUUID() };
    const file = await png(300, 300);
    const before = await objectCount();
    const first = await trainee.uploads('other', file, '图.png', headers);
    expect(await trainee.uploads('other', file, '图.png', headers)).toMatchObject({ status: 201, body: first.body });
    expect((await trainee.uploads('other', await png(200, 200), '图.png', headers)).body.code).toBe(
      'request.idempotency-key-reused',
    );
    expect((await trainee.call('GET', '/attachments')).body.items).toHaveLength(1);
    // the image and its thumbnail
    expect(await objectCount()).toBe(before + 2);
  });

  it('is refused past ten of a kind, though two come at once', async () => {
    const trainee = await desk.trainee();
    const file = await pdf(1);
    for (let count = 0; count < 9; count++) await trainee.uploads('other', file, '其他.pdf');
    const answers = await Promise.all([1, 2].map(() => trainee.uploads('other', file, '其他.pdf')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('deleting', () => {
  it('is for the owner alone', async () => {
    const trainee = await desk.trainee();
    const stranger = await desk.trainee();
    const { id } = (await trainee.uploads('other', await pdf(1), '其他.pdf')).body;
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/content'],
      ['DELETE', ''],
    ] as const) {
      expect(await stranger.call(method, `/attachments/${id}${path}`)).toMatchObject({
        status: 404,
        body: { code: 'applications.attachment-not-found' },
      });
    }
    expect(await trainee.call('DELETE', `/attachments/${id}`)).toMatchObject({ status: 204 });
    expect(await trainee.call('GET', `/attachments/${id}`)).toMatchObject({ status: 404 });
  });

  it('removes in the end what was never submitted, and never what was', async () => {
    const trainee = await (await desk.trainee()).completes();
    const { id } = (await trainee.submits(await desk.plan())).body;
    const unused = (await trainee.uploads('other', await pdf(3), '其他.pdf')).body;
    const { items } = (await trainee.call('GET', '/attachments')).body;
    for (const { id: attachmentId } of items) await trainee.call('DELETE', `/attachments/${attachmentId}`);
    const keyOf = async (attachmentId: string) => {
      const [row] = await desk.rows<{ object_key: string }>(
        'select object_key from applications.attachment where id = ?',
        [attachmentId],
      );
      return row?.object_key ?? '';
    };
    const keptPhoto = await keyOf(items.find((item: any) => item.kind === 'photo').id);
    const keys = {
      unused: await keyOf(unused.id),
      photo: keptPhoto,
      thumbnail: `${keptPhoto}.thumbnail`,
    };

    const { clock, platform } = desk.platform;
    const before = clock.now();
    const sweep = () => platform.app.get(SweepFiles).run(desk.platform.em());
    await sweep();
    expect(await objects().stat(keys.unused)).toBeDefined();
    clock.advance(3 * 24 * 3600);
    await sweep();
    clock.moveTo(before);
    expect(await objects().stat(keys.unused)).toBeUndefined();
    expect(await objects().stat(keys.photo)).toBeDefined();
    expect(await objects().stat(keys.thumbnail)).toBeDefined();
    const [frozen] = await desk.rows<{ attachments: object[] }>(
      'select attachments from applications.revision where application_id = ?',
      [id],
    );
    expect(frozen?.attachments).toHaveLength(2);
  });
});
