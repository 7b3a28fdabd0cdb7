import { createHash } from 'node:crypto';
import { scannedCertificate } from '../../scripts/walkthrough/made-up-files.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { DAY, People, type Plan } from '../support/people.js';
import { completeForm, SENDING_UNIT, type Trainee } from '../support/trainee.js';

const sha256 = (content: Buffer | undefined) =>
  createHash('sha256')
    .update(content ?? '')
    .digest('hex');

describe('everything that is held about a trainee', () => {
  let people: People;
  let nanning: BaseAdmin;
  let plan: Plan;
  let trainee: Trainee;
  let applicationId: string;
  let archive: Map<string, Buffer>;
  let certificate: File;

  const json = (domain: string): any => JSON.parse(String(archive.get(`${domain}.json`)));

  beforeAll(async () => {
    people = await People.gather();
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, await people.batch('2026 年度'));
    trainee = await (await people.trainee('欧阳小明')).fillsIn();
    certificate = await scannedCertificate('新的执业证 “扫描”.pdf');
    await goesTheWholeWay();
    archive = await trainee.takesAlong();
  }, 120_000);
  afterAll(() => people.part());

  /** Returned once with findings, then passed, publicized, admitted, trained and examined. */
  async function goesTheWholeWay(): Promise<void> {
    const application = await trainee.submits(plan);
    applicationId = application.id;
    const findings = [{ pointer: '/work/0/department', comment: '科室请写全称' }];
    await nanning.returns(application, { reason: '健康状况填写不完整', findings });
    await trainee.saves({ basic: { ...completeForm.basic, health: '健康，无慢性病' } });
    const replaced = (await trainee.attachments()).find(({ kind }) => kind === 'practising-certificate');
    await trainee.deletes({ id: replaced?.id ?? '' });
    await trainee.uploads('practising-certificate', certificate);
    await trainee.resubmits(application, plan);
    await nanning.passes(application);
    await trainee.handsInPages(application);
    await nanning.passes(application, 'second');
    const { endsAt } = await nanning.publishes(await nanning.lists(plan, [application]));
    await people.settled();
    await people.moveClockTo(new Date(endsAt ?? ''));
    await nanning.trains(plan);
    const exam = await nanning.schedulesExam();
    await people.moveClockTo(new Date(exam.startsAt.getTime() + DAY));
    const [ticket] = await trainee.tickets();
    await nanning.concludesExam(exam, { [ticket?.ticketNumber ?? '']: 'passed' });
    await trainee.reaches(application, 'graduated');
  }

  it('is told in a README, one file a domain', () => {
    const domains = ['accounts', 'applications', 'exams', 'notifications', 'publicity', 'recruitment', 'review'];
    const names = [...archive.keys()].filter((name) => !name.startsWith('files/'));
    expect(names.sort()).toEqual(['README.txt', ...domains.map((domain) => `${domain}.json`), 'files.json'].sort());
    const readme = String(archive.get('README.txt'));
    for (const domain of domains) {
      expect(readme).toContain(`${domain}.json`);
      for (const member of Object.keys(json(domain) as object)) expect(readme).toMatch(new RegExp(`  ${member}：.+`));
    }
    expect(readme).not.toContain('已被删除：');
  });

  it('has what was registered', () => {
    const { name, idNumber, phone, email } = trainee.person;
    expect(json('accounts').account).toMatchObject({ id: trainee.id, name, idNumber, phone, email });
    expect(json('accounts').auditTrail).toContainEqual(expect.objectContaining({ action: 'register', own: true }));
    expect(json('applications').applicant).toEqual({ name, idNumber, phone, email });
    expect(json('notifications').contact).toEqual({ phone, email });
  });

  it('has every field of the form, as a draft and as it was submitted each time', () => {
    const corrected = { ...completeForm, basic: { ...completeForm.basic, health: '健康，无慢性病' } };
    const { personalInfo, applications } = json('applications');
    expect(personalInfo).toEqual(corrected);
    expect(applications).toHaveLength(1);
    const [application] = applications;
    expect(application).toMatchObject({ id: applicationId, status: 'graduated', sendingUnit: SENDING_UNIT });
    const { name, idNumber, phone, email } = trainee.person;
    expect(application.revisions.map(({ form }: any) => form)).toEqual([
      { applicant: expect.objectContaining({ name, idNumber, phone, email }), ...completeForm },
      { applicant: expect.objectContaining({ name, idNumber, phone, email }), ...corrected },
    ]);
    expect(application.timeline.map(({ action }: any) => action)).toEqual([
      ...['submit', 'return-from-first-review', 'resubmit', 'pass-first-review', 'submit-signature-pages'],
      ...['pass-second-review', 'publicize', 'admit', 'start-training', 'complete-training', 'schedule-exam'],
      'graduate',
    ]);
    expect(application.timeline[1].reason).toBe('健康状况填写不完整');
    expect(application.issuedForms).toHaveLength(1);
  });

  it('has every file, byte for byte, also one that was deleted and stays with a submission', async () => {
    const { attachments, applications } = json('applications');
    expect(attachments).toHaveLength(3);
    expect(attachments.filter(({ deletedAt }: any) => deletedAt)).toHaveLength(1);
    const held = [...attachments, ...applications[0].signaturePages];
    expect(held).toHaveLength(4);
    for (const { file, size, sha256: hash } of held) {
      expect(archive.get(file)?.length).toBe(size);
      expect(sha256(archive.get(file))).toBe(hash);
    }
    const uploaded = Buffer.from(await certificate.arrayBuffer());
    const latest = attachments.find(({ kind, deletedAt }: any) => kind === 'practising-certificate' && !deletedAt);
    expect(archive.get(latest.file)?.equals(uploaded)).toBe(true);
    const frozen = applications[0].revisions.flatMap((revision: any) => revision.attachments);
    expect(frozen.every(({ file }: any) => archive.has(file))).toBe(true);
    const [training] = json('exams').trainings;
    const photo = attachments.findLast(({ kind }: any) => kind === 'photo');
    expect(sha256(archive.get(training.photo))).toBe(photo.sha256);

    const listed = JSON.parse(String(archive.get('files.json')));
    expect(listed.map(({ path }: any) => path).sort()).toEqual(
      [...archive.keys()].filter((name) => name.startsWith('files/')).sort(),
    );
    for (const { path, size, sha256: hash } of listed) {
      expect({ size: archive.get(path)?.length, hash: sha256(archive.get(path)) }).toEqual({ size, hash });
      expect(path).toMatch(/^files(\/[^/\\<>:"|?*]+)+$/);
    }
  });

  it('has what others decided and what came of it', () => {
    const { cases } = json('review');
    expect(cases.map(({ stage, status }: any) => `${stage} ${status}`)).toEqual([
      'first returned',
      'first passed',
      'second passed',
    ]);
    expect(cases[0]).toMatchObject({
      reason: '健康状况填写不完整',
      findings: [{ pointer: '/work/0/department', comment: '科室请写全称' }],
    });
    expect(json('publicity').entries).toEqual([
      expect.objectContaining({ applicationId, status: 'admitted', maskedApplicantName: '欧**明', position: 1 }),
    ]);
    expect(json('recruitment').standings).toEqual([
      expect.objectContaining({ applicationId, status: 'graduated', baseName: '南宁基地', batchName: '2026 年度' }),
    ]);
    expect(json('exams').tickets).toEqual([
      expect.objectContaining({ room: '第一考场', seatNumber: 1, outcome: 'passed' }),
    ]);
  });

  it('has every message, as it was sent', async () => {
    const { deliveries, messages } = json('notifications');
    const sent = deliveries.filter(({ channel, text }: any) => channel === 'sms' && text !== null);
    const received = (await trainee.smsBox()).filter((text) => !text.includes('个人数据已备好'));
    // the local outbox has what the export itself was told with, too; the export was written before that
    expect(sent.map(({ text }: any) => text).sort()).toEqual(received.sort());
    expect(deliveries.filter(({ occasion }: any) => occasion === 'code.registration')).toEqual([
      expect.objectContaining({ recipient: trainee.person.phone, status: 'sent', text: null }),
    ]);
    const told = (await trainee.messages()).filter(({ occasion }) => !occasion.startsWith('account.'));
    expect(messages.map(({ text }: any) => text).sort()).toEqual(told.map(({ text }) => text).sort());
    expect(await trainee.messages()).toContainEqual(expect.objectContaining({ title: '个人数据已备好' }));
  });

  it('names nobody of the staff, nor what is another trainee’s', async () => {
    const everything = [...archive.values()].map(String).join();
    expect(everything).not.toContain(nanning.id);
    const other = await (await people.trainee('李小红')).fillsIn();
    const theirs = await other.takesAlong();
    expect([...theirs.values()].map(String).join()).not.toContain(trainee.person.idNumber);
    expect(JSON.parse(String(theirs.get('applications.json'))).applications).toEqual([]);
  });
});
