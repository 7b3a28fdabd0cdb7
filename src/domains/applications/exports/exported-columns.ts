import { maskEmail, maskIdNumber, maskPhone } from '../../../platform/encryption/mask.js';
import type { FieldEncryption, Sealed } from '../../../platform/encryption/field-encryption.js';
import type { WrittenColumn } from '../../../platform/spreadsheets/write-sheets.js';
import { type Specialty, specialtyNames } from '../../recruitment/contracts/index.js';
import { type ApplicationStatus, applicationStatusNames } from '../contracts/index.js';
import type { PersonalDataForm } from './application-export.entity.js';

/** An application as a file is written from it, with what of its plan and its trainee's account stands beside. */
export interface ExportedApplication {
  readonly id: string;
  readonly batchName: string;
  readonly baseName: string;
  readonly specialty: Specialty;
  readonly sendingUnit: string;
  readonly status: ApplicationStatus;
  readonly revision: number;
  readonly submittedAt: Date;
  readonly statusChangedAt: Date;
  readonly maskedName: string;
  /** Sealed; empty once erased, as the next two are. */
  readonly name: Sealed;
  readonly idNumber: Sealed;
  readonly phone: Sealed;
  readonly email: Sealed | null;
}

/** The columns of a file, with personal data in one of its forms. */
export function exportedColumns(
  encryption: FieldEncryption,
  form: PersonalDataForm,
): readonly WrittenColumn<ExportedApplication>[] {
  const whole = form === 'whole';
  const opened = (kind: 'id-number' | 'phone' | 'email', sealed: Sealed | null, mask: (text: string) => string) => {
    if (!sealed) return null;
    const text = encryption.open(kind, sealed);
    return whole ? text : mask(text);
  };
  return [
    { title: '报名编号', width: 38, cell: ({ id }) => id },
    { title: '批次', width: 20, cell: ({ batchName }) => batchName },
    { title: '培训基地', width: 28, cell: ({ baseName }) => baseName },
    { title: '培训专业', width: 12, cell: ({ specialty }) => specialtyNames[specialty] },
    { title: '选送单位', width: 28, cell: ({ sendingUnit }) => sendingUnit },
    {
      title: '姓名',
      width: 12,
      cell: ({ name, maskedName }) => (whole && name ? encryption.open('name', name) : maskedName),
    },
    { title: '身份证号码', width: 22, cell: ({ idNumber }) => opened('id-number', idNumber, maskIdNumber) },
    { title: '手机号码', width: 14, cell: ({ phone }) => opened('phone', phone, maskPhone) },
    { title: '电子邮箱', width: 26, cell: ({ email }) => opened('email', email, maskEmail) },
    { title: '状态', width: 14, cell: ({ status }) => applicationStatusNames[status] },
    { title: '提交次数', width: 10, cell: ({ revision }) => revision },
    { title: '首次提交时间', width: 20, cell: ({ submittedAt }) => submittedAt },
    { title: '状态变化时间', width: 20, cell: ({ statusChangedAt }) => statusChangedAt },
  ];
}
