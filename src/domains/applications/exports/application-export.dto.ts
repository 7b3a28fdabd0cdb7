import { IntersectionType } from '@nestjs/swagger';
import { EnumField, InstantField, IntegerField, TextField, UuidField } from '../../../platform/http/fields.js';
import { ApplicationFilters, PersonFilters } from '../applications/managed-application.dto.js';
import { type ApplicationExport, type PersonalDataForm, personalDataForms } from './application-export.entity.js';
import { applicationExportLifecycle, type ApplicationExportState } from './application-export.lifecycle.js';

const personalData = { values: personalDataForms, enumName: 'PersonalDataForm' };

export class ExportApplicationsRequest extends IntersectionType(ApplicationFilters, PersonFilters) {
  @EnumField({
    description: '个人信息：masked 掩码，whole 完整（须说明用途，会被审计）',
    example: 'masked',
    ...personalData,
  })
  readonly personalData: PersonalDataForm;

  @TextField({
    description: '导出完整个人信息的用途，记入审计记录；请勿写入他人的个人信息',
    min: 4,
    max: 200,
    pattern: /^\D*(\d{1,5}\D+)*\d{0,5}$/,
    patternDetail: { zh: '请勿写入证件号码或电话号码', en: 'must hold no ID or phone number' },
    example: '向国家卫生健康委员会备案本年度学员',
    optional: true,
  })
  readonly purpose?: string;
}

export class ApplicationExportView {
  @UuidField({ description: '导出编号', example: '5f0c9d1e-3f1b-4f0f-9b52-2a8d1c7e6b10' })
  readonly id: string;

  @EnumField({
    description: '状态',
    example: 'running',
    values: applicationExportLifecycle.states,
    enumName: 'ApplicationExportState',
  })
  readonly state: ApplicationExportState;

  @EnumField({ description: '个人信息', example: 'masked', ...personalData })
  readonly personalData: PersonalDataForm;

  @IntegerField({ description: '已写入的行数', example: 1500 })
  readonly rowsWritten: number;

  @IntegerField({ description: '总行数（生成前为估计）', example: 5204 })
  readonly rowsTotal: number;

  @InstantField({ description: '申请时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;

  @InstantField({ description: '保留到此时间，之后删除', example: '2026-11-24T02:00:00.000Z' })
  readonly expiresAt: string;
}

export const viewExport = (kept: ApplicationExport): ApplicationExportView => ({
  id: kept.id,
  state: kept.state,
  personalData: kept.personalData,
  rowsWritten: kept.rowsWritten,
  rowsTotal: kept.rowsTotal,
  createdAt: kept.createdAt.toISOString(),
  expiresAt: kept.expiresAt.toISOString(),
});
