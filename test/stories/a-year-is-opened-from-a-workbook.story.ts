import { importBases, importPlans, listManagedPlans, publishPlan } from '../../openapi/client/management/index.js';
import {
  checkCompleteness,
  getCodeList,
  getPersonalInfo,
  getPlan,
  listPlans,
  savePersonalInfo,
  submitApplication,
  uploadAttachment,
} from '../../openapi/client/trainee/index.js';
import { portrait, scannedCertificate } from '../../scripts/walkthrough/made-up-files.js';
import { answerOf, done } from '../../scripts/walkthrough/refused.js';
import { jpeg, pdfOf } from '../support/made-files.js';
import { People } from '../support/people.js';
import { completeForm, SENDING_UNIT, type Trainee } from '../support/trainee.js';
import { aWorkbook, type CellValue } from '../support/workbooks.js';

const baseTitles = ['基地名称', '地址', '联系人', '联系电话'];
const planTitles = ['培训基地', '招录批次', '培训专业', '招录名额', '联系人', '联系电话'];
const contact = ['韦老师', '0771-1234567'];

const confirmation = ({ person: { email } }: Trainee) => ({ sendingUnit: SENDING_UNIT, email });

describe('a year of training', () => {
  let people: People;
  let province: ReturnType<People['clientOf']>;
  let trainee: Trainee;
  let planId: string;

  beforeAll(async () => {
    people = await People.gather();
    province = people.clientOf({ roles: ['province_admin'] });
    await people.batch('2026 年度');
  });
  afterAll(() => people.part());

  const file = async (rows: CellValue[][]) => new File([new Uint8Array(await aWorkbook(rows))], '导入.xlsx');

  it('is opened from two workbooks: checked, corrected, imported, published', async () => {
    const bases = [baseTitles, ...['南宁基地', '柳州基地'].map((name) => [name, '广西示例市示例路 1 号', ...contact])];
    await done(importBases({ client: province, query: { dryRun: false }, body: { file: await file(bases) } }));

    const plans = (specialty: string) => [
      planTitles,
      ['南宁基地', '2026 年度', '护理', 5, ...contact],
      ['柳州基地', '2026 年度', specialty, 3, ...contact],
    ];
    const wrong = { client: province, body: { file: await file(plans('妇科')) } };
    const checked = await answerOf(importPlans(wrong));
    expect(checked).toMatchObject({
      dryRun: true,
      rows: 2,
      valid: 1,
      errors: [{ row: 3, column: 'C', title: '培训专业', value: '妇科', code: 'not-in-list' }],
    });
    expect(checked.errors[0]?.allowed).toEqual(['临床', '实验室', '男科', '护理']);
    const refused = await importPlans({ ...wrong, query: { dryRun: false } });
    expect(refused.error).toMatchObject({ status: 422, code: 'spreadsheets.has-errors' });
    expect((await answerOf(listManagedPlans({ client: province }))).items).toEqual([]);

    const right = { client: province, query: { dryRun: false }, body: { file: await file(plans('临床')) } };
    expect((await answerOf(importPlans(right))).imported).toBe(2);
    for (const { id } of (await answerOf(listManagedPlans({ client: province }))).items) {
      await done(publishPlan({ client: province, path: { id } }));
    }
    await people.settled();
  });

  it('shows a trainee what to choose from, and what a plan asks for', async () => {
    trainee = await people.trainee();
    const { client } = trainee;
    const { items } = await answerOf(listPlans({ client, query: { specialty: 'nursing', open: true } }));
    expect(items).toMatchObject([{ base: { name: '南宁基地' }, quota: 5, placesTaken: 0, acceptsApplications: true }]);
    planId = items[0]?.id ?? '';
    const { requiredAttachments } = await answerOf(getPlan({ client, path: { id: planId } }));
    expect(requiredAttachments.map(({ kind }) => kind)).toEqual(['photo', 'practising-certificate']);
    const { codes: sexes } = await answerOf(getCodeList({ client, path: { name: 'sex' } }));
    expect(sexes).toContainEqual(expect.objectContaining({ code: '2', name: '女性' }));
  });

  it('finds two devices of one trainee apart, and gives the second both versions', async () => {
    const { client } = trainee;
    const { version } = await answerOf(getPersonalInfo({ client }));
    const headers = { 'If-Match': `"${version}"` };
    await done(savePersonalInfo({ client, headers, body: { basic: completeForm.basic } }));
    const stale = await savePersonalInfo({ client, headers, body: { statement: { accepted: true } } });
    expect(stale.error).toMatchObject({
      status: 412,
      code: 'request.stale-version',
      current: { basic: completeForm.basic },
      sent: { statement: { accepted: true } },
    });
  });

  it('says of an unfinished form what is missing, field by field, and takes no submission of it', async () => {
    const { client } = trainee;
    const { complete, missing, sections } = await answerOf(checkCompleteness({ client, query: { planId } }));
    expect(complete).toBe(false);
    expect(sections).toMatchObject({ basic: 'complete', education: 'incomplete', statement: 'incomplete' });
    expect(missing).toContainEqual(expect.objectContaining({ pointer: '/attachments/photo', code: 'required' }));
    const refused = await submitApplication({ client, body: { planId, ...confirmation(trainee) } });
    expect(refused.error).toMatchObject({ status: 422, code: 'applications.not-complete' });
    expect(await trainee.applications()).toEqual([]);
  });

  it('refuses files that are not what they should be, one by one, with the reason', async () => {
    const uploads = async (kind: 'photo' | 'practising-certificate', content: Buffer, name: string) => {
      const body = { kind, file: new File([new Uint8Array(content)], name) };
      return (await uploadAttachment({ client: trainee.client, body })).error?.code;
    };
    const script = await pdfOf((document) => document.addJavaScript('main', 'app.alert(1)'));
    expect(await uploads('practising-certificate', script, '执业证.pdf')).toBe('files.pdf-active-content');
    expect(await uploads('practising-certificate', Buffer.from('<svg/>'), '执业证.png')).toBe(
      'files.not-what-it-claims',
    );
    expect(await uploads('photo', await jpeg(600, 400), '证件照.jpg')).toBe('files.image-wrong-shape');
    expect(await trainee.attachments()).toEqual([]);
  });

  it('takes the form once it is whole, and counts it at once', async () => {
    await trainee.saves(completeForm);
    await trainee.uploads('photo', await portrait());
    await trainee.uploads('practising-certificate', await scannedCertificate('执业证.pdf'));
    const { client } = trainee;
    expect(await answerOf(checkCompleteness({ client, query: { planId } }))).toMatchObject({
      complete: true,
      missing: [],
    });
    await done(submitApplication({ client, body: { planId, ...confirmation(trainee) } }));
    await people.settled();
    const { placesTaken } = await answerOf(getPlan({ client, path: { id: planId } }));
    expect(placesTaken).toBe(0);
    const plan = { id: planId, baseId: '', batchId: '' };
    expect(await people.statistics(plan)).toMatchObject({ submitted: 1, firstReviewPassed: 0, remaining: 5 });
  });
});
