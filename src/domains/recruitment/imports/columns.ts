import type { Column } from '../../../platform/spreadsheets/column.js';
import type { TrainingBase } from '../bases/training-base.entity.js';
import type { Batch } from '../batches/batch.entity.js';
import { specialties, specialtyNames } from '../contracts/index.js';

const PHONE = '座机（带区号）或手机号码，可含空格、连字符、括号、斜杠和“转”，5 至 40 个字符';

const contactColumns: readonly Column[] = [
  { title: '联系人', field: 'contactName', kind: 'text', required: true, allowed: ['1 至 40 个字'], example: '韦老师' },
  {
    title: '联系电话',
    field: 'contactPhone',
    kind: 'phone',
    required: true,
    allowed: [PHONE],
    example: '0771-1234567',
  },
];

/** 培训基地, one a row. */
export const baseColumns: readonly Column[] = [
  {
    title: '基地名称',
    field: 'name',
    kind: 'text',
    required: true,
    allowed: ['2 至 60 个字，不与其他基地重名'],
    example: '示例南宁培训基地',
  },
  {
    title: '地址',
    field: 'address',
    kind: 'text',
    required: true,
    allowed: ['1 至 200 个字'],
    example: '南宁市青秀区示例路 1 号',
  },
  ...contactColumns,
  {
    title: '基地介绍',
    field: 'introduction',
    kind: 'text',
    required: false,
    allowed: ['不超过 5000 个字'],
    example: '国家级辅助生殖培训基地',
  },
];

const DATE = '日期，如 2027-03-01、2027/3/1、2027年3月1日，或日期格式的单元格';

/** 招录计划, one a row. What is told as allowed are the bases and batches that plans can be made for now. */
export function planColumns(bases: readonly TrainingBase[], batches: readonly Batch[], now: Date): readonly Column[] {
  const active = bases.filter(({ status }) => status === 'active').map(({ name }) => name);
  const unfinished = batches.filter((batch) => batch.phaseAt(now) !== 'closed').map(({ name }) => name);
  return [
    {
      title: '培训基地',
      field: 'baseId',
      kind: 'choice',
      required: true,
      allowed: active,
      example: active[0] ?? '示例南宁培训基地',
      values: new Map(bases.map(({ id, name }) => [name, id])),
    },
    {
      title: '招录批次',
      field: 'batchId',
      kind: 'choice',
      required: true,
      allowed: unfinished,
      example: unfinished[0] ?? '2027 年第一批',
      values: new Map(batches.map(({ id, name }) => [name, id])),
    },
    {
      title: '培训专业',
      field: 'specialty',
      kind: 'choice',
      required: true,
      allowed: specialties.map((specialty) => specialtyNames[specialty]),
      example: specialtyNames.clinical,
      values: new Map(specialties.map((specialty) => [specialtyNames[specialty], specialty])),
    },
    { title: '招录名额', field: 'quota', kind: 'integer', required: true, allowed: ['1 至 10000 的整数'], example: 20 },
    ...contactColumns,
    {
      title: '培训开始日期',
      field: 'trainingStartsOn',
      kind: 'date',
      required: false,
      allowed: [DATE],
      example: '2027-03-01',
    },
    {
      title: '培训结束日期',
      field: 'trainingEndsOn',
      kind: 'date',
      required: false,
      allowed: [DATE, '不早于培训开始日期'],
      example: '2027-08-31',
    },
    {
      title: '说明',
      field: 'remark',
      kind: 'text',
      required: false,
      allowed: ['不超过 2000 个字'],
      example: '须全脱产参加培训',
    },
  ];
}
