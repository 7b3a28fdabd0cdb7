import { listSubmittedSignaturePages } from '../../openapi/client/management/index.js';
import { answerOf } from '../../scripts/walkthrough/refused.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { People, type Plan } from '../support/people.js';
import { scanOf, sheetWith } from '../support/scans.js';
import type { Application, Trainee } from '../support/trainee.js';

describe('签字盖章页', () => {
  let people: People;
  let nanning: BaseAdmin;
  let plan: Plan;
  beforeAll(async () => {
    people = await People.gather();
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, await people.batch('2026 年度'));
  });
  afterAll(() => people.part());

  async function passedFirstReview(): Promise<{ trainee: Trainee; application: Application }> {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    await nanning.passes(application);
    return { trainee, application };
  }
  const photographed = (content: Buffer) =>
    new File([new Uint8Array(content)], '签字盖章页.jpg', { type: 'image/jpeg' });
  const asScanned = async (form: Buffer, page: number) => photographed(await scanOf(form, { page, dpi: 100 }));

  it('a form is printed, signed, scanned page by page and comes back as one set', async () => {
    const { trainee, application } = await passedFirstReview();
    const { trainee: other, application: othersApplication } = await passedFirstReview();
    const form = await trainee.prints(application);

    // the last page lay on top, and one sheet of a colleague was among the papers
    const last = await trainee.uploadsPage(application, await asScanned(form, 1));
    const first = await trainee.uploadsPage(application, photographed(await sheetWith()));
    const colleagues = await asScanned(await other.prints(othersApplication), 0);
    await expect(trainee.uploadsPage(application, colleagues)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'applications.page-of-another-application' },
    });
    await trainee.ordersPages(application, [first, last]);
    expect(await trainee.pages(application)).toMatchObject([
      { id: first.id, position: 1, formNumber: null },
      { id: last.id, position: 2, formNumber: expect.stringMatching(/^SQ2026-/) },
    ]);
    await expect(trainee.ordersPages(application, [first])).rejects.toMatchObject({
      problem: { code: 'applications.signature-page-order-incomplete', pageIds: [first.id, last.id] },
    });

    expect(await trainee.submitsPages(application)).toMatchObject({ status: 'signature_submitted', submission: 1 });
    // one page shows no code: the reviewer is told to look
    expect(await nanning.caseOf(application, 'second')).toMatchObject({ submission: 1, pagesWithoutCode: 1 });
    const path = { id: application.id };
    const read = await answerOf(listSubmittedSignaturePages({ client: nanning.client, path }));
    expect(read.items).toMatchObject([{ formNumber: null }, { formNumber: last.formNumber }]);
    await nanning.returns(application, { reason: '第一页看不清' }, 'second');

    // the next set is made anew; what was submitted stays as it was
    await expect(trainee.replacesPage(application, first, await asScanned(form, 0))).rejects.toMatchObject({
      problem: { code: 'applications.signature-page-submitted' },
    });
    const again = await trainee.uploadsPage(application, photographed(await sheetWith()));
    expect(await trainee.replacesPage(application, again, await asScanned(form, 0))).toMatchObject({
      id: again.id,
      position: 1,
      formNumber: last.formNumber,
    });
    expect(await trainee.submitsPages(application)).toMatchObject({ submission: 2 });
    expect(await nanning.caseOf(application, 'second')).toMatchObject({ submission: 2, pagesWithoutCode: 0 });
    await nanning.passes(application, 'second');
    await trainee.reaches(application, 'second_review_passed');
  });
});
