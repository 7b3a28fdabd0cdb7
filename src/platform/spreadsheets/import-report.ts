import { ApiProperty } from '@nestjs/swagger';
import { BooleanField, BooleanParameter, IntegerField, ObjectListField, TextField } from '../http/fields.js';
import type { Language } from '../problems/problem.js';
import type { SheetError } from './check-sheet.js';
import { SpreadsheetHasErrors } from './spreadsheets.problems.js';

export class ImportQuery {
  @BooleanParameter({
    description: 'true（默认）只检查不保存；false 保存，全部成功或全部不保存',
    optional: true,
    example: true,
  })
  readonly dryRun: boolean = true;
}

export class ImportErrorView {
  @IntegerField({ description: '行号，与表格软件显示的一致', example: 7 })
  readonly row: number;

  @TextField({ description: '列的字母；整列缺失时为 null', max: 3, nullable: true, example: 'D' })
  readonly column: string | null;

  @TextField({ description: '列名', max: 100, nullable: true, example: '招录名额' })
  readonly title: string | null;

  @TextField({ description: '单元格内容', max: 100, optional: true, example: '二十' })
  readonly value?: string;

  @TextField({ description: '问题代码', max: 100, example: 'type' })
  readonly code: string;

  @TextField({ description: '说明', max: 200, example: '应为整数' })
  readonly detail: string;

  @ApiProperty({
    description: '允许的取值',
    type: String,
    isArray: true,
    required: false,
    example: ['1 至 10000 的整数'],
  })
  readonly allowed?: readonly string[];
}

/** What an import found, and what it did. */
export class ImportReport {
  @BooleanField({ description: '是否只检查', example: true })
  readonly dryRun: boolean;

  @IntegerField({ description: '有内容的数据行数', example: 12 })
  readonly rows: number;

  @IntegerField({ description: '没有问题的行数', example: 11 })
  readonly valid: number;

  @IntegerField({ description: '已保存的行数；只检查时为 0', example: 0 })
  readonly imported: number;

  @IntegerField({ description: '其中隐藏的行数；隐藏的行同样读取', example: 0 })
  readonly hiddenRows: number;

  @ObjectListField(() => ImportErrorView, { description: '全部问题，逐个单元格', max: 100_000 })
  readonly errors: ImportErrorView[];
}

export const toImportErrorView = ({ detail, ...error }: SheetError, language: Language): ImportErrorView => ({
  ...error,
  detail: detail[language],
});

/** The refusal of a real run: the same errors as a dry run tells. */
export const sheetRefused = (errors: readonly SheetError[]) =>
  new SpreadsheetHasErrors({
    errors: errors.map(({ code, detail, ...members }) => ({ pointer: '/file', code, detail, members })),
  });
