import { Readable } from 'node:stream';
import { ApplicationsDesk, type DeskTrainee } from '../../../../test/support/applications-desk.js';
import { Clamd, describeWithClamd, eicar } from '../../../../test/support/clamd.js';
import { jpeg, pdf } from '../../../../test/support/made-files.js';
import { TEST_NOW } from '../../../../test/support/platform.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { CheckFiles } from './check-files.js';
import { SweepFiles } from './sweep-files.js';

const DAY = 24 * 3600;
let desk: ApplicationsDesk;

const objects = () => desk.platform.platform.app.get(ObjectStore);
const check = () => desk.platform.platform.app.get(CheckFiles).run(desk.platform.em());
const sweep = () => desk.platform.platform.app.get(SweepFiles).run(desk.platform.em());
const put = (key: string, content: Buffer) =>
  objects().put(key, Readable.from([content]), { mediaType: 'application/pdf' });

async function rowOf(id: string, table = 'attachment') {
  const [row] = await desk.rows<{ object_key: string; thumbnail_key: string | null; status: string }>(
    `select object_key, thumbnail_key, status from applications.${table} where id = ?`,
    [id],
  );
  if (!row) throw new Error('there is no such row');
  return row;
}
const audited = async (id: string) =>
  (
    await desk.rows<{ action: string }>(
      `select action from platform.audit_record where subject_id = ? and actor_roles = 'platform' order by occurred_at`,
      [id],
    )
  ).map(({ action }) => action);
const figure = async (name: string) =>
  new RegExp(`^applications_unavailable_files\\{file="${name}"\\} (\\d+)$`, 'm').exec(
    await (await fetch(`${desk.platform.url}/metrics`)).text(),
  )?.[1];

describe('a row whose object is gone', () => {
  beforeAll(async () => {
    desk = await ApplicationsDesk.open();
  });
  afterAll(() => desk.close());
  afterEach(() => desk.platform.clock.moveTo(TEST_NOW));

  it('is found within the hour, told to its owner, and mended when the object is back', async () => {
    const trainee = await desk.trainee();
    const file = await pdf(1);
    const { id } = (await trainee.uploads('other', file, '证书.pdf')).body;
    const other = (await trainee.uploads('other', await pdf(2), '其他.pdf')).body.id;
    await check();
    expect([(await rowOf(id)).status, await audited(id)]).toEqual(['kept', []]);

    const fresh = (await trainee.uploads('other', file, '证书.pdf')).body.id;
    const { object_key: key } = await rowOf(fresh);
    await objects().remove(key);
    await check();
    await check();
    expect([(await rowOf(fresh)).status, await audited(fresh)]).toEqual(['lost', ['find-file-lost']]);
    expect((await rowOf(other)).status).toBe('kept');
    expect((await trainee.call('GET', `/attachments/${fresh}`)).body.status).toBe('lost');
    expect((await trainee.call('GET', `/attachments/${fresh}/content`)).body.code).toBe(
      'applications.file-not-available',
    );
    expect(await figure('lost')).toBe('1');

    await put(key, file);
    desk.platform.clock.advance(3601);
    await check();
    expect([(await rowOf(fresh)).status, await audited(fresh)]).toEqual([
      'kept',
      ['find-file-lost', 'find-file-again'],
    ]);
    expect(await figure('lost')).toBe('0');
  });

  it('is found though it was there before, and one whose bytes are others, within a week', async () => {
    const trainee = await desk.trainee();
    const gone = (await trainee.uploads('other', await pdf(1), '证书.pdf')).body.id;
    const content = await pdf(2);
    const changed = (await trainee.uploads('other', content, '证书.pdf')).body.id;
    await check();
    await objects().remove((await rowOf(gone)).object_key);
    await put((await rowOf(changed)).object_key, Buffer.alloc(content.length));
    desk.platform.clock.advance(6 * DAY);
    await check();
    expect([(await rowOf(gone)).status, (await rowOf(changed)).status]).toEqual(['kept', 'kept']);
    desk.platform.clock.advance(2 * DAY);
    await check();
    expect([(await rowOf(gone)).status, (await rowOf(changed)).status]).toEqual(['lost', 'lost']);
  });

  it('is an alarm when it stands in a submission, keeps nobody from printing, and its row stays', async () => {
    const trainee = await (await desk.trainee()).completes();
    const { id } = (await trainee.submits(await desk.plan())).body;
    const [photo] = (await trainee.call('GET', '/attachments?kind=photo')).body.items;
    await desk.decides(id, { outcome: 'passed' });
    const page = (await trainee.uploadsPage(id)).body.id;
    await trainee.submitsPages(id);
    await objects().remove((await rowOf(photo.id)).object_key);
    await objects().remove((await rowOf(page, 'signature_page')).object_key);
    await check();

    expect(await figure('lost_in_submission')).toBe('2');
    const pages = (await trainee.call('GET', `/applications/${id}/signature-pages`)).body.items;
    expect(pages).toEqual([expect.objectContaining({ id: page, status: 'lost', content: null, thumbnail: null })]);
    expect((await trainee.call('GET', `/applications/${id}/form?format=pdf`)).status).toBe(200);
    expect(await audited(page)).toEqual(['find-file-lost']);
    // written once, but for what has become of it
    const change = `update applications.signature_page set file_name = 'x' where id = ?`;
    await expect(desk.rows(change, [page])).rejects.toThrow('written once');
    await expect(desk.rows('delete from applications.signature_page where id = ?', [page])).rejects.toThrow(
      'written once',
    );
  });

  it('keeps a set of pages from being submitted until it was uploaded again', async () => {
    const trainee = await (await desk.trainee()).completes();
    const { id } = (await trainee.submits(await desk.plan())).body;
    await desk.decides(id, { outcome: 'passed' });
    const page = (await trainee.uploadsPage(id)).body.id;
    await objects().remove((await rowOf(page, 'signature_page')).object_key);
    await check();
    expect(await trainee.submitsPages(id)).toMatchObject({
      status: 409,
      body: { code: 'applications.signature-page-not-available' },
    });
    await trainee.call('DELETE', `/applications/${id}/signature-pages/${page}`);
    await trainee.uploadsPage(id);
    expect(await trainee.submitsPages(id)).toMatchObject({ status: 200 });
  });

  it('names a thumbnail no more that is gone', async () => {
    const trainee = await desk.trainee();
    const { id } = (await trainee.uploads('other', await jpeg(300, 300), '图.jpg')).body;
    await objects().remove((await rowOf(id)).thumbnail_key ?? '');
    await check();
    expect(await rowOf(id)).toMatchObject({ status: 'kept', thumbnail_key: null });
    expect((await trainee.call('GET', `/attachments/${id}`)).body.hasThumbnail).toBe(false);
  });

  it('is taken for no loss when nothing at all is found: that is another store', async () => {
    const trainees: DeskTrainee[] = [];
    for (let count = 0; count < 2; count++) trainees.push(await desk.trainee());
    const file = await pdf(1);
    await check();
    const ids: string[] = [];
    for (const trainee of trainees) {
      for (let count = 0; count < 10; count++) ids.push((await trainee.uploads('other', file, '证书.pdf')).body.id);
    }
    const keys = await Promise.all(ids.map(async (id) => (await rowOf(id)).object_key));
    for (const key of keys) await objects().remove(key);
    await expect(check()).rejects.toThrow('not one of 20 files is in the object store');
    expect(new Set(await Promise.all(ids.map(async (id) => (await rowOf(id)).status)))).toEqual(new Set(['kept']));
    for (const key of keys) await put(key, file);
    await check();
  });

  it('and an object without a row are both gone after the sweep and the check', async () => {
    const trainee = await desk.trainee();
    await trainee.uploads('other', await jpeg(300, 300), '图.jpg');
    await put('applications/attachment/2026-11-20/0f7e3c52-5a9e-4d0e-9d0c-1f1b7f0e4a11', Buffer.from('orphan'));
    await put('applications/attachment/2026-11-20/0f7e3c52-5a9e-4d0e-9d0c-1f1b7f0e4a11.thumbnail', Buffer.from('x'));
    await sweep();
    await check();
    const named = await desk.rows<{ key: string }>(
      `select unnest(array[object_key, thumbnail_key]) as key from applications.attachment where status = 'kept'
       union select unnest(array[object_key, thumbnail_key]) from applications.signature_page where status = 'kept'`,
    );
    const stored: string[] = [];
    for await (const { key } of objects().list('applications/')) stored.push(key);
    const inRows = new Set(named.map(({ key }) => key).filter((key) => key !== null));
    expect(stored.filter((key) => key.includes('2026-11-20'))).toEqual([]);
    expect([...inRows].filter((key) => !stored.includes(key))).toEqual([]);
  });
});

describeWithClamd('where ClamAV scans files again', () => {
  let clamd: Clamd;
  beforeAll(async () => {
    clamd = await Clamd.start();
    desk = await ApplicationsDesk.open({ CLAMD_URL: clamd.url });
  });
  afterAll(async () => {
    await desk.close();
    await clamd.stop();
  });

  it('what its new signatures find is quarantined, and served no more', async () => {
    const trainee = await desk.trainee();
    const { id } = (await trainee.uploads('other', await pdf(1), '证书.pdf')).body;
    await check();
    // as if no signature had known it when it came in
    const { object_key: key } = await rowOf(id);
    const { size, sha256 } = await put(key, Buffer.concat([await pdf(1), eicar]));
    await desk.rows('update applications.attachment set size = ?, sha256 = ? where id = ?', [size, sha256, id]);
    desk.platform.clock.advance(8 * DAY);
    await check();
    expect([(await rowOf(id)).status, await audited(id)]).toEqual(['quarantined', ['quarantine-file']]);
    expect((await trainee.call('GET', `/attachments/${id}/content`)).body.code).toBe('applications.file-not-available');
    expect(await figure('quarantined')).toBe('1');
  });
});
