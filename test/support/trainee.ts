import type { Client } from '../../openapi/client/trainee/client/index.js';
import {
  type AttachmentKind,
  confirmRegistration,
  deleteAttachment,
  exportMyData,
  getMyApplication,
  getMyTimeline,
  getPersonalInfo,
  listAttachments,
  listMessages,
  listMyApplications,
  listMyExamTickets,
  requestDataExport,
  resubmitApplication,
  type SavePersonalInfoRequest,
  savePersonalInfo,
  sendRegistrationCode,
  startRegistration,
  replaceSignaturePage,
  orderSignaturePages,
  listSignaturePages,
  getApplicationForm,
  submitApplication,
  submitSignaturePages,
  uploadAttachment,
  uploadSignaturePage,
  withdrawApplication,
} from '../../openapi/client/trainee/index.js';
import { portrait, scannedCertificate } from '../../scripts/walkthrough/made-up-files.js';
import type { MadeUpPerson } from '../../scripts/walkthrough/made-up-person.js';
import { answerOf, done } from '../../scripts/walkthrough/refused.js';
import { OutboxEntry } from '../../src/platform/local/outbox-entry.entity.js';
import { eventually } from './eventually.js';
import type { People, Plan } from './people.js';
import { readZip } from './read-zip.js';

export type Application = Awaited<ReturnType<Trainee['submits']>>;

/** One trainee, by what they do on the platform and what they get to read. */
export class Trainee {
  private constructor(
    private readonly people: People,
    readonly person: MadeUpPerson,
    readonly id: string,
    readonly client: Client,
  ) {}

  static async register(people: People, person: MadeUpPerson): Promise<Trainee> {
    const { name, idNumber, phone, email, password } = person;
    const { outbox } = people;
    const client = people.clientOf({ roles: [] });
    const { body: captcha } = await people.platform.call('POST', '/captchas');
    const captchaAnswer = await outbox.captchaAnswer(captcha.captchaId);
    const answered = { captchaId: captcha.captchaId, captchaAnswer };
    const body = { name, idNumber, phone, email, password, passwordConfirmation: password, ...answered };
    const { registrationId: id } = await answerOf(startRegistration({ client, body }));
    await done(sendRegistrationCode({ client, path: { id }, body: { channel: 'sms' } }));
    const code = await outbox.code('sms', phone);
    const { accountId } = await answerOf(confirmRegistration({ client, path: { id }, body: { code } }));
    return new Trainee(people, person, accountId, people.clientOf({ id: accountId, roles: ['trainee'] }));
  }

  /** The same person, on another process of the platform. */
  inCompanyOf(people: People): Trainee {
    return new Trainee(people, this.person, this.id, people.clientOf({ id: this.id, roles: ['trainee'] }));
  }

  /** Fills in everything that a nursing plan asks for. */
  async fillsIn(): Promise<this> {
    await this.saves(completeForm);
    for (const [kind, file] of await certificates) await this.uploads(kind, file);
    return this;
  }

  uploads(kind: AttachmentKind, file: File) {
    return answerOf(uploadAttachment({ client: this.client, body: { kind, file } }));
  }

  async saves(body: SavePersonalInfoRequest): Promise<void> {
    const { version } = await answerOf(getPersonalInfo({ client: this.client }));
    await done(savePersonalInfo({ client: this.client, body, headers: { 'If-Match': `"${version}"` } }));
  }

  async attachments() {
    return (await answerOf(listAttachments({ client: this.client, query: { limit: 100 } }))).items;
  }

  async deletes({ id }: { id: string }): Promise<void> {
    await done(deleteAttachment({ client: this.client, path: { id } }));
  }

  submits({ id: planId }: Plan) {
    return answerOf(submitApplication({ client: this.client, body: { planId, ...this.confirmation } }));
  }

  resubmits({ id }: { id: string }, { id: planId }: Plan) {
    const body = { planId, ...this.confirmation };
    return answerOf(resubmitApplication({ client: this.client, path: { id }, body }));
  }

  withdraws({ id }: { id: string }, reason = '个人原因') {
    return answerOf(withdrawApplication({ client: this.client, path: { id }, body: { reason } }));
  }

  /** Uploads a page and submits it as the whole set. */
  async handsInPages(application: { id: string }) {
    await this.uploadsPage(application, await scannedCertificate('签字盖章页.pdf'));
    return this.submitsPages(application);
  }

  /** The form (PDF) that is to be signed. */
  async prints({ id }: { id: string }): Promise<Buffer> {
    const form = await answerOf(getApplicationForm({ client: this.client, path: { id }, query: { format: 'pdf' } }));
    return Buffer.from(await (form as Blob).arrayBuffer());
  }

  uploadsPage({ id }: { id: string }, file: File) {
    return answerOf(uploadSignaturePage({ client: this.client, path: { id }, body: { file } }));
  }

  replacesPage({ id }: { id: string }, { id: pageId }: { id: string }, file: File) {
    return answerOf(replaceSignaturePage({ client: this.client, path: { id, pageId }, body: { file } }));
  }

  ordersPages({ id }: { id: string }, pages: readonly { id: string }[]) {
    const body = { pageIds: pages.map((page) => page.id) };
    return answerOf(orderSignaturePages({ client: this.client, path: { id }, body }));
  }

  async pages({ id }: { id: string }) {
    return (await answerOf(listSignaturePages({ client: this.client, path: { id }, query: { limit: 100 } }))).items;
  }

  submitsPages({ id }: { id: string }) {
    return answerOf(submitSignaturePages({ client: this.client, path: { id } }));
  }

  async applications() {
    return (await answerOf(listMyApplications({ client: this.client }))).items;
  }

  sees({ id }: { id: string }) {
    return answerOf(getMyApplication({ client: this.client, path: { id } }));
  }

  /** Waits until the trainee sees this status. */
  async reaches(application: { id: string }, status: Application['status']): Promise<void> {
    await eventually(`the application is ${status}`, async () => {
      expect(await this.sees(application)).toMatchObject({ status });
    });
  }

  async timeline({ id }: { id: string }) {
    return (await answerOf(getMyTimeline({ client: this.client, path: { id } }))).items;
  }

  /** The steps of the timeline: `submit`, `withdraw`. */
  async story(application: { id: string }): Promise<string[]> {
    return (await this.timeline(application)).map(({ action }) => action);
  }

  async tickets() {
    return (await answerOf(listMyExamTickets({ client: this.client }))).items;
  }

  /** In-app messages, the oldest first. */
  async messages() {
    return (await answerOf(listMessages({ client: this.client }))).items.reverse();
  }

  /** Asks for everything that is held about them, and downloads it: the files of the ZIP archive by name. */
  async takesAlong(): Promise<Map<string, Buffer>> {
    await done(requestDataExport({ client: this.client }));
    await this.people.settled();
    const { link } = await answerOf(exportMyData({ client: this.client }));
    const { pathname, search } = new URL(link?.url ?? '', this.people.platform.url);
    const response = await fetch(`${this.people.platform.url}${pathname}${search}`);
    if (!response.ok) throw new Error(`the link answers ${response.status}`);
    return readZip(Buffer.from(await response.arrayBuffer()));
  }

  /** The texts of every SMS to the trainee but codes, the oldest first. */
  smsBox(): Promise<string[]> {
    return this.box('sms', this.person.phone);
  }

  mailBox(): Promise<string[]> {
    return this.box('email', this.person.email);
  }

  private async box(kind: 'sms' | 'email', to: string): Promise<string[]> {
    const entries = await this.people.platform
      .em()
      .find(OutboxEntry, { kind, to, code: null }, { orderBy: { sequence: 'asc' } });
    return entries.map(({ text }) => text);
  }

  private get confirmation() {
    return { sendingUnit: SENDING_UNIT, email: this.person.email };
  }
}

export const SENDING_UNIT = '示例市人民医院';

export const completeForm: SavePersonalInfoRequest = {
  basic: {
    ethnicity: '08',
    nativePlace: '广西南宁',
    politicalStatus: '13',
    health: '健康',
    highestEducation: '21',
    highestDegree: '410',
  },
  contact: {
    address: '广西南宁市青秀区示例路 1 号',
    postalCode: '530021',
    emergencyContactName: '示例联系人',
    emergencyContactPhone: '13800000000',
  },
  education: [{ school: '广西医科大学', major: '护理学', level: '21', startMonth: '2008-09', endMonth: '2012-07' }],
  work: [
    {
      unit: SENDING_UNIT,
      department: '生殖医学科',
      title: '253',
      startMonth: '2012-08',
      licenceNumber: '201245010300123',
    },
  ],
  training: { specialty: 'nursing', purpose: '系统学习人类辅助生殖技术的护理规范。' },
  statement: { accepted: true },
};

const certificates = (async () =>
  [
    ['photo', await portrait()],
    ['practising-certificate', await scannedCertificate('执业证.pdf')],
  ] as const)();
