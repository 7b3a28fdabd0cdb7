import type { FormDocument, Row } from '../../../platform/documents/form-document.js';
import { specialtyNames } from '../../recruitment/contracts/index.js';
import { chinaPeriod } from '../china-time.js';
import type { TrainingRecord } from '../trainings/training-record.entity.js';
import type { Ticket } from './ticket.js';

/** What the form prints beside the ticket itself: personal data in clear. */
export interface TicketHolder {
  readonly name: string;
  readonly idNumber: string;
  readonly photo: Uint8Array | undefined;
  readonly baseName: string | null;
  readonly record: TrainingRecord;
}

/** 《广西壮族自治区人类辅助生殖技术规范培训结业考试准考证》 */
export function ticketForm({ seat, number, exam, room }: Ticket, holder: TicketHolder, link: string): FormDocument {
  const { name, idNumber, photo, baseName, record } = holder;
  return {
    title: '广西壮族自治区人类辅助生殖技术规范培训\n结业考试准考证',
    documentNumber: number,
    author: '广西壮族自治区生殖医院',
    // when the ticket was issued: printed again, it is the same file
    createdAt: exam.publishedAt ?? exam.createdAt,
    language: 'zh-CN',
    blocks: [
      {
        kind: 'table',
        columns: [18, 30, 14, 18, 27],
        rows: [
          {
            cells: [
              label('准考证号'),
              { kind: 'text', text: number, colspan: 3, bold: true },
              { kind: 'photo', size: 'one-inch', image: photo, placeholder: '贴照片处\n（一寸）', rowspan: 4 },
            ],
            height: 11,
          },
          row(label('姓　　名'), value(name), label('性　别'), value(sexOf(idNumber))),
          row(label('身份证号'), value(idNumber, 3)),
          row(label('选送单位'), value(record.sendingUnit, 3)),
        ],
      },
      {
        kind: 'table',
        columns: [18, 44, 18, 27],
        rows: [
          row(label('培训基地'), value(baseName ?? '—'), label('培训专业'), value(specialtyNames[record.specialty])),
          row(label('考试名称'), value(exam.title, 3)),
          row(label('考试时间'), value(chinaPeriod(exam.startsAt, exam.endsAt ?? null), 3)),
          row(label('考　　点'), value(exam.address ? `${exam.place}\n（${exam.address}）` : exam.place, 3)),
          row(label('考　　场'), strong(room.name), label('座 位 号'), strong(String(seat.number).padStart(2, '0'))),
        ],
      },
      { kind: 'heading', text: '考 生 须 知' },
      { kind: 'rules', items: rulesOf(exam.rules) },
    ],
    footer: '考试时间均为北京时间',
    qr: { text: link, caption: '扫描二维码核验' },
  };
}

/** Where anyone can verify the ticket; what its QR code says. */
export const verificationLink = (callersUrl: string, number: string): string =>
  `${callersUrl}/api/v1/verifications/exam-tickets/${number}`;

const row = (...cells: Row['cells']): Row => ({ cells, height: 11 });
const label = (text: string) => ({ kind: 'label', text }) as const;
const value = (text: string, colspan = 1) => ({ kind: 'text', text, colspan }) as const;
const strong = (text: string) => ({ kind: 'text', text, bold: true, align: 'center' }) as const;

const rulesOf = (rules: string): string[] =>
  rules
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** GB 11643: the 17th digit is odd for men. */
const sexOf = (idNumber: string): string => (Number(idNumber[16]) % 2 === 1 ? '男' : '女');
