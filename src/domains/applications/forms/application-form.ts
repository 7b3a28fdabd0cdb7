import type { Block, Cell, FormDocument, Row } from '../../../platform/documents/form-document.js';
import { sexNames } from '../applicants/id-number.js';
import type { FrozenForm } from '../revisions/frozen-form.js';
import type { Revision } from '../revisions/revision.entity.js';
import * as words from './form-words.js';
import type { IssuedForm } from './issued-form.entity.js';

export const FORM_TITLE = '广西壮族自治区人类辅助生殖技术规范化培训申请表';
const ISSUER = '广西壮族自治区生殖医院';
const STATEMENT =
  '本人承诺：以上所填信息及所附材料真实、准确、完整，如有虚假，愿承担相应责任；' +
  '培训期间遵守国家有关人类辅助生殖技术的法律法规、伦理原则和培训基地的各项管理规定。';

export interface FormContents {
  readonly issued: Pick<IssuedForm, 'number' | 'issuedAt'>;
  readonly revision: Pick<Revision, 'digest' | 'baseName' | 'batchName' | 'specialty' | 'sendingUnit' | 'attachments'>;
  readonly form: FrozenForm;
  readonly photo: Uint8Array | undefined;
  /** Where anyone can verify the form. */
  readonly verificationUrl: string;
}

/** The application form (申请表) of one reviewed revision, as it is printed, signed and stamped (manual, 三(七)). */
export function applicationForm(contents: FormContents): FormDocument {
  const { issued, revision, verificationUrl } = contents;
  return {
    title: FORM_TITLE,
    documentNumber: issued.number,
    digest: revision.digest ?? undefined,
    author: ISSUER,
    createdAt: issued.issuedAt,
    language: 'zh-CN',
    blocks: [person(contents), education(contents), work(contents), ending(contents)],
    qr: { text: verificationUrl, caption: '扫码核验真伪' },
  };
}

function person({ form, revision, photo }: FormContents): Block {
  const { applicant, basic, contact, training } = form;
  return {
    kind: 'table',
    columns: [2.2, 4, 2.2, 4, 3],
    rows: [
      row(label('姓名'), value(applicant.name), label('性别'), value(sexNames[applicant.sex]), {
        kind: 'photo',
        size: 'one-inch',
        rowspan: 5,
        image: photo,
        placeholder: '照片',
      }),
      row(
        label('出生日期'),
        value(words.date(applicant.birthDate)),
        label('民族'),
        value(words.ethnicity(basic.ethnicity)),
      ),
      row(label('身份证号码'), value(applicant.idNumber), label('籍贯'), value(basic.nativePlace)),
      row(
        label('政治面貌'),
        value(words.politicalStatus(basic.politicalStatus)),
        label('健康状况'),
        value(basic.health),
      ),
      row(
        label('最高学历'),
        value(words.education(basic.highestEducation)),
        label('最高学位'),
        value(words.degree(basic.highestDegree)),
      ),
      row(label('手机号码'), value(applicant.phone), label('E-mail'), value(applicant.email, 2)),
      row(label('通讯地址'), value(contact.address), label('邮政编码'), value(contact.postalCode, 2)),
      row(
        label('紧急联系人'),
        value(contact.emergencyContactName),
        label('联系电话'),
        value(contact.emergencyContactPhone, 2),
      ),
      row(
        label('选送单位'),
        value(revision.sendingUnit),
        label('培训专业'),
        value(words.specialty(revision.specialty), 2),
      ),
      row(label('培训基地'), value(revision.baseName), label('招录批次'), value(revision.batchName, 2)),
      row(label('培训目的'), value(training.purpose, 4)),
    ],
  };
}

function education({ form }: FormContents): Block {
  return {
    kind: 'table',
    columns: [3.8, 5, 3.8, 2.8],
    repeatedRows: 2,
    rows: [
      row(label('教育经历', 4)),
      row(label('起止年月'), label('毕业院校'), label('专业'), label('学历')),
      ...form.education.map((entry) =>
        row(value(words.period(entry)), value(entry.school), value(entry.major), value(words.education(entry.level))),
      ),
    ],
  };
}

function work({ form }: FormContents): Block {
  return {
    kind: 'table',
    columns: [3.8, 4.6, 3, 4],
    repeatedRows: 2,
    rows: [
      row(label('工作经历', 4)),
      row(label('起止年月'), label('工作单位及科室'), label('职务、职称'), label('医师资格证、执业证编号')),
      ...form.work.map((entry) =>
        row(
          value(words.period(entry)),
          value(lines(entry.unit, entry.department)),
          value(lines(entry.position, words.title(entry))),
          value(lines(entry.qualificationNumber, entry.licenceNumber)),
        ),
      ),
    ],
  };
}

function ending({ revision }: FormContents): Block {
  return {
    kind: 'table',
    columns: [2.2, 13.2],
    rows: [
      row(label('附件目录'), { kind: 'list', numbered: true, items: words.attachmentLines(revision.attachments) }),
      row(label('本人承诺'), { kind: 'seal', text: STATEMENT, signature: '申请人（签名）', blank: 6 }),
      opinion('选送单位\n意见\n（盖章）'),
      opinion('培训基地\n意见\n（盖章）'),
    ],
  };
}

const opinion = (title: string): Row =>
  row(label(title), { kind: 'seal', signature: '负责人（签字）', stamp: '（单位盖章）', blank: 18 });

const row = (...cells: Cell[]): Row => ({ cells });
const label = (text: string, colspan = 1): Cell => ({ kind: 'label', text, colspan });
const value = (text: string | null | undefined, colspan = 1): Cell => ({
  kind: 'text',
  text: words.text(text),
  colspan,
});
const lines = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join('\n');
