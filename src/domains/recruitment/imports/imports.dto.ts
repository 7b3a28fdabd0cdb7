import { DateField, EnumField, IntegerField, ObjectListField, TextField } from '../../../platform/http/fields.js';
import { ImportReport } from '../../../platform/spreadsheets/import-report.js';
import { PhoneNumberField } from '../bases/bases.dto.js';
import { specialties, type Specialty } from '../contracts/index.js';

/** So many rows are shown as they were understood. */
export const PREVIEWED = 100;

class ImportedRow {
  @IntegerField({ description: '行号', example: 2 })
  readonly row: number;
}

export class ImportedBase extends ImportedRow {
  @TextField({ description: '基地名称', max: 60, example: '示例南宁培训基地' })
  readonly name: string;

  @TextField({ description: '地址', max: 200, example: '南宁市青秀区示例路 1 号' })
  readonly address: string;

  @TextField({ description: '联系人', max: 40, example: '韦老师' })
  readonly contactName: string;

  @PhoneNumberField('联系电话')
  readonly contactPhone: string;
}

export class BaseImportReport extends ImportReport {
  @ObjectListField(() => ImportedBase, { description: '没有问题的行，按理解到的内容，最多 100 行', max: PREVIEWED })
  readonly preview: ImportedBase[];
}

export class ImportedPlan extends ImportedRow {
  @TextField({ description: '培训基地', max: 60, example: '示例南宁培训基地' })
  readonly base: string;

  @TextField({ description: '招录批次', max: 60, example: '2027 年第一批' })
  readonly batch: string;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;

  @IntegerField({ description: '招录名额', example: 20 })
  readonly quota: number;

  @TextField({ description: '联系人', max: 40, example: '韦老师' })
  readonly contactName: string;

  @PhoneNumberField('联系电话')
  readonly contactPhone: string;

  @DateField({ description: '培训开始日期', nullable: true, example: '2027-03-01' })
  readonly trainingStartsOn: string | null;

  @DateField({ description: '培训结束日期', nullable: true, example: '2027-08-31' })
  readonly trainingEndsOn: string | null;
}

export class PlanImportReport extends ImportReport {
  @ObjectListField(() => ImportedPlan, { description: '没有问题的行，按理解到的内容，最多 100 行', max: PREVIEWED })
  readonly preview: ImportedPlan[];
}
