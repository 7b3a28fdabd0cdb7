import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { ApplicationsDesk, type DeskTrainee } from '../../../../test/support/applications-desk.js';
import { jpeg, pdf } from '../../../../test/support/made-files.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

const adminOf = (baseId?: string) => {
  const id = randomUUID();
  const roles = baseId === undefined ? (['province_admin'] as const) : (['base_admin'] as const);
  const token = () => desk.platform.token({ id, roles: [...roles], baseIds: baseId === undefined ? [] : [baseId] });
  return {
    id,
    asks: (application: string, attachment: string, what = 'content') =>
      desk.platform.call('GET', `/management/applications/${application}/attachments/${attachment}/${what}`, {
        token: token(),
      }),
    reads: (application: string, number: number) =>
      desk.platform.call('GET', `/management/applications/${application}/revisions/${number}`, { token: token() }),
  };
};

async function follow(url: string): Promise<{ status: number; content: Buffer; headers: Headers }> {
  const { pathname, search } = new URL(url);
  const answer = await fetch(`${desk.platform.url}${pathname}${search}`);
  return { status: answer.status, content: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
}

async function idOf(trainee: DeskTrainee, kind: string): Promise<string> {
  return (await trainee.call('GET', `/attachments?kind=${kind}`)).body.items[0].id;
}

describe('a thumbnail', () => {
  it('of an image is a small JPEG behind a link of five minutes, for its owner alone', async () => {
    const trainee = await desk.trainee();
    const { body } = await trainee.uploads('other', await jpeg(900, 600), '扫描件.jpg');
    expect(body).toMatchObject({ hasThumbnail: true, status: 'kept' });
    const link = (await trainee.call('GET', `/attachments/${body.id}/thumbnail`)).body;
    expect(new Date(link.expiresAt).getTime() - desk.platform.clock.now().getTime()).toBe(300_000);
    const { content, headers } = await follow(link.url);
    expect(await sharp(content).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 213 });
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('扫描件.jpg'));
    const stranger = await desk.trainee();
    expect((await stranger.call('GET', `/attachments/${body.id}/thumbnail`)).body.code).toBe(
      'applications.attachment-not-found',
    );
  });

  it('is not made of a PDF', async () => {
    const trainee = await desk.trainee();
    const { body } = await trainee.uploads('other', await pdf(1), '证书.pdf');
    expect(body.hasThumbnail).toBe(false);
    expect(await trainee.call('GET', `/attachments/${body.id}/thumbnail`)).toMatchObject({
      status: 404,
      body: { code: 'applications.no-thumbnail' },
    });
  });
});

describe('a submitted file', () => {
  it('is read by the administrators of the bases that it was submitted to, each look audited', async () => {
    const trainee = await (await desk.trainee()).completes();
    const former = await desk.plan();
    const later = await desk.plan({ batchId: former.batchId });
    const { id } = (await trainee.submits(former)).body;
    const old = await idOf(trainee, 'photo');
    const both = await idOf(trainee, 'practising-certificate');
    await desk.decides(id, { outcome: 'returned', reason: '照片不清晰' });
    await trainee.call('DELETE', `/attachments/${old}`);
    const fresh = (await trainee.uploads('photo', await jpeg(600, 840), '新照片.jpg')).body.id;
    expect(await trainee.resubmits(id, later)).toMatchObject({ status: 200 });
    // her own, in no submission
    const unsent = (await trainee.uploads('other', await pdf(1), '其他.pdf')).body.id;

    const statuses = async (admin: ReturnType<typeof adminOf>) =>
      Promise.all([old, both, fresh, unsent].map(async (file) => (await admin.asks(id, file)).status));
    const [first, second, province] = [adminOf(former.baseId), adminOf(later.baseId), adminOf()];
    expect(await statuses(first)).toEqual([200, 200, 404, 404]);
    expect(await statuses(second)).toEqual([404, 200, 200, 404]);
    expect(await statuses(province)).toEqual([200, 200, 200, 404]);
    const stranger = await adminOf(randomUUID()).asks(id, both);
    expect([stranger.status, stranger.body.code]).toEqual([404, 'applications.application-not-found']);
    expect((await first.asks(id, old, 'thumbnail')).status).toBe(200);
    expect((await first.asks(id, both, 'thumbnail')).body.code).toBe('applications.no-thumbnail');

    const looks = await desk.rows<{ action: string; facts: { attachmentId: string } }>(
      `select action, facts from platform.audit_record where actor_id = ? order by occurred_at`,
      [first.id],
    );
    expect(looks.map(({ action, facts }) => [action, facts.attachmentId]).sort()).toEqual(
      [
        ['view-attachment', old],
        ['view-attachment', both],
        ['view-attachment-thumbnail', old],
      ].sort(),
    );
  });

  it('is told by its state in the revision, and is not served once it was quarantined', async () => {
    const trainee = await (await desk.trainee()).completes();
    const plan = await desk.plan();
    const { id } = (await trainee.submits(plan)).body;
    const photo = await idOf(trainee, 'photo');
    const admin = adminOf(plan.baseId);
    const states = async () =>
      (await admin.reads(id, 1)).body.attachments.map((file: any) => [file.kind, file.status, file.hasThumbnail]);
    const certificate = ['practising-certificate', 'kept', false];
    expect(await states()).toEqual(expect.arrayContaining([['photo', 'kept', true], certificate]));

    await desk.rows(`update applications.attachment set status = 'quarantined' where id = ?`, [photo]);
    expect(await states()).toEqual(expect.arrayContaining([['photo', 'quarantined', true], certificate]));
    for (const what of ['content', 'thumbnail']) {
      const refused = { status: 404, body: { code: 'applications.file-not-available', fileStatus: 'quarantined' } };
      expect(await admin.asks(id, photo, what)).toMatchObject(refused);
      expect(await trainee.call('GET', `/attachments/${photo}/${what}`)).toMatchObject(refused);
    }
    expect((await trainee.call('GET', `/attachments/${photo}`)).body.status).toBe('quarantined');
    expect((await trainee.call('GET', `/personal-info/completeness?planId=${plan.aggregateId}`)).body.missing).toEqual([
      expect.objectContaining({ pointer: '/attachments/photo', code: 'required' }),
    ]);
  });
});
