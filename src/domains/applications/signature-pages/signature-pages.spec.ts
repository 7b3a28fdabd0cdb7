import { ApplicationsDesk, type DeskTrainee } from '../../../../test/support/applications-desk.js';
import { pdf } from '../../../../test/support/made-files.js';
import { pdfOfScans, scanOf, sheetWith } from '../../../../test/support/scans.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { prefixOf } from '../uploads/object-keys.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

interface Signer {
  readonly trainee: DeskTrainee;
  readonly id: string;
}

/** A trainee whose application passed its first review. */
async function signer(trainee?: DeskTrainee): Promise<Signer> {
  const applicant = trainee ?? (await (await desk.trainee()).completes());
  const { id } = (await applicant.submits(await desk.plan())).body;
  await desk.decides(id, { outcome: 'passed' });
  return { trainee: applicant, id };
}

const numberOf = async ({ id }: Signer): Promise<string> => {
  const rows = await desk.rows<{ number: string }>(
    'select number from applications.issued_form where application_id = ?',
    [id],
  );
  return rows[0]?.number as string;
};
const scanned = ({ trainee, id }: Signer, page = 0) =>
  trainee.prints(id).then((form) => scanOf(form, { page, dpi: 100 }));
const code = (number: string) =>
  `https://an-earlier-address.example.cn/api/v1/verifications/application-forms/${number}`;
const upload = ({ trainee, id }: Signer, content: Buffer) => trainee.uploadsPage(id, content, '签字盖章页.jpg');
/** Every object of a page that is in the store. */
async function objectKeys(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of desk.platform.platform.app.get(ObjectStore).list(prefixOf('signature-page')))
    keys.push(key);
  return keys.sort();
}
const eventOf = async ({ id }: Signer) => {
  const [event] = await desk.rows<{ payload: any }>(
    `select payload from platform.outbox_message where name = 'applications.signature-pages-submitted' and aggregate_id = ?`,
    [id],
  );
  return event?.payload;
};

describe('the code on a scan', () => {
  it('tells which form it is of, page by page, as picture or PDF', async () => {
    const own = await signer();
    const number = await numberOf(own);
    expect((await upload(own, await scanned(own, 1))).body).toMatchObject({ formNumber: number, position: 1 });
    const wholeForm = await pdfOfScans(await sheetWith(), await scanned(own), await scanned(own, 1));
    expect((await own.trainee.uploadsPage(own.id, wholeForm)).body).toMatchObject({ formNumber: number, position: 2 });
    expect((await upload(own, await sheetWith())).body).toMatchObject({ formNumber: null, position: 3 });

    expect(await own.trainee.submitsPages(own.id)).toMatchObject({ status: 200 });
    expect(await eventOf(own)).toMatchObject({ pageCount: 3, pagesWithoutCode: 1 });
    expect((await own.trainee.pages(own.id)).map(({ formNumber }) => formNumber)).toEqual([number, number, null]);
  });

  it('is none of ours when it leads elsewhere', async () => {
    const own = await signer();
    const foreign = ['https://hospital.example.cn/q/1', 'SQ2026-7K3M9QX2AB', `${code('SQ2026-7K3M9QX2AB')}?x=1`];
    expect((await upload(own, await sheetWith(...foreign))).body).toMatchObject({ formNumber: null });
    const number = await numberOf(own);
    const beside = await sheetWith(foreign[0] as string, code(number.toLowerCase()));
    expect((await upload(own, beside)).body).toMatchObject({ formNumber: number });
  });

  it('of another form is refused with words that tell nothing of whose it is, and changes nothing', async () => {
    const [own, stranger] = [await signer(), await signer()];
    const earlier = await signer();
    await earlier.trainee.call('POST', `/applications/${earlier.id}/withdrawal`, {});
    const later = await signer(earlier.trainee);
    const objects = await objectKeys();

    const strangers = await upload(own, await scanned(stranger));
    const unknown = await upload(own, await sheetWith(code('SQ2026-7K3M9QX2AB')));
    const both = await upload(own, await sheetWith(code(await numberOf(own)), code(await numberOf(stranger))));
    const ownEarlier = await upload(later, await sheetWith(code(await numberOf(earlier))));
    for (const answer of [strangers, unknown, both, ownEarlier]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'applications.page-of-another-application' } });
    }
    const told = ({ body }: typeof unknown) => ({ ...body, traceId: null, instance: null });
    expect(told(strangers)).toEqual(told(unknown));
    expect(JSON.stringify(strangers.body)).not.toContain(await numberOf(stranger));
    expect(await own.trainee.pages(own.id)).toEqual([]);
    expect(await objectKeys()).toEqual(objects);
  });

  it('of an earlier revision is refused, at the upload and at the submission', async () => {
    const own = await signer();
    const kept = (await upload(own, await scanned(own))).body;
    // as a first review that was taken back and passed again leaves it
    await desk.rows(`update applications.issued_form set revision = 7 where application_id = ?`, [own.id]);
    const refusal = { status: 409, body: { code: 'applications.page-of-another-revision' } };
    expect(await upload(own, await sheetWith(code(await numberOf(own))))).toMatchObject(refusal);
    expect(await own.trainee.replacesPage(own.id, kept.id, await sheetWith(code(await numberOf(own))))).toMatchObject(
      refusal,
    );
    expect(await own.trainee.submitsPages(own.id)).toMatchObject(refusal);
    expect(await own.trainee.pages(own.id)).toMatchObject([{ id: kept.id, submission: null }]);
    expect(await own.trainee.application(own.id)).toMatchObject({ status: 'first_review_passed', submission: 0 });
  });
});

describe('a set that is not submitted yet', () => {
  it('is put in order, all of it or not at all', async () => {
    const own = await signer();
    for (let page = 0; page < 3; page++) await own.trainee.uploadsPage(own.id);
    const before = (await own.trainee.pages(own.id)).map(({ id }) => id);
    const [one, two, three] = before;

    expect((await own.trainee.ordersPages(own.id, [three, one, two])).body).toMatchObject({
      items: [
        { id: three, position: 1 },
        { id: one, position: 2 },
        { id: two, position: 3 },
      ],
      nextCursor: null,
    });
    expect((await own.trainee.pages(own.id)).map(({ id }) => id)).toEqual([three, one, two]);
    for (const wrong of [[one], [one, two], [one, two, two], [one, two, three, own.id]]) {
      expect(await own.trainee.ordersPages(own.id, wrong)).toMatchObject({
        status: 409,
        body: { code: 'applications.signature-page-order-incomplete', pageIds: [three, one, two] },
      });
    }
    const first = await own.trainee.call('GET', `/applications/${own.id}/signature-pages?limit=2`);
    const path = `/applications/${own.id}/signature-pages?limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`;
    expect((await own.trainee.call('GET', path)).body.items).toMatchObject([{ id: two, position: 3 }]);
    expect(before).toHaveLength(3);

    await own.trainee.call('DELETE', `/applications/${own.id}/signature-pages/${three}`);
    const last = (await own.trainee.uploadsPage(own.id)).body;
    expect(await own.trainee.pages(own.id)).toMatchObject([
      { id: one, position: 1 },
      { id: two, position: 2 },
      { id: last.id, position: 3 },
    ]);
  });

  it('keeps one order of all when orders race', async () => {
    const own = await signer();
    const ids: string[] = [];
    for (let page = 0; page < 4; page++) ids.push((await own.trainee.uploadsPage(own.id)).body.id);
    const orders = Array.from({ length: 12 }, (_, turn) => ids.map((__, nth) => ids[(nth + turn) % 4] as string));
    const answers = await Promise.all(orders.map((order) => own.trainee.ordersPages(own.id, order)));
    expect(answers.map(({ status }) => status)).toEqual(orders.map(() => 200));
    const found = (await own.trainee.pages(own.id)).map(({ id }) => id);
    expect(orders).toContainEqual(found);
  });

  it('has a page replaced in its place, but by none of another form', async () => {
    const [own, stranger] = [await signer(), await signer()];
    const first = (await upload(own, await sheetWith())).body;
    await own.trainee.uploadsPage(own.id);
    const replaced = await own.trainee.replacesPage(own.id, first.id, await scanned(own));
    expect(replaced).toMatchObject({
      status: 200,
      body: { id: first.id, position: 1, formNumber: await numberOf(own), fileName: '签字盖章页.jpg' },
    });
    const before = await own.trainee.pages(own.id);
    expect(await own.trainee.replacesPage(own.id, first.id, await scanned(stranger))).toMatchObject({
      status: 409,
      body: { code: 'applications.page-of-another-application' },
    });
    const withoutLinks = (pages: any[]) => pages.map(({ content: _, thumbnail: __, ...page }) => page);
    expect(withoutLinks(await own.trainee.pages(own.id))).toEqual(withoutLinks(before));

    await own.trainee.submitsPages(own.id);
    expect(await own.trainee.replacesPage(own.id, first.id, await pdf(1), 'a.pdf')).toMatchObject({
      status: 409,
      body: { code: 'applications.signature-page-submitted' },
    });
    await desk.decides(own.id, { stage: 'second', outcome: 'returned', reason: '缺少单位公章' });
    expect(await own.trainee.replacesPage(own.id, first.id, await pdf(1), 'a.pdf')).toMatchObject({
      status: 409,
      body: { code: 'applications.signature-page-submitted' },
    });
    expect(await own.trainee.replacesPage(own.id, own.id, await pdf(1), 'a.pdf')).toMatchObject({
      status: 404,
      body: { code: 'applications.signature-page-not-found' },
    });
    // a new set counts from one again
    const next = await own.trainee.uploadsPage(own.id);
    expect(next.body).toMatchObject({ position: 1, submission: null });
    await own.trainee.call('POST', `/applications/${own.id}/withdrawal`, {});
    expect(await own.trainee.replacesPage(own.id, next.body.id, await pdf(1), 'a.pdf')).toMatchObject({
      status: 409,
      body: { code: 'lifecycle.step-not-allowed' },
    });
  });
});
