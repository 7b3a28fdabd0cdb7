import { defineEntity, p } from '@mikro-orm/core';

const ExamYearSchema = defineEntity({
  name: 'ExamYear',
  schema: 'exams',
  tableName: 'exam_year',
  // a ticket number has three digits for the exam
  checks: [{ name: 'exam_year_last_number', expression: 'last_number between 1 and 999' }],
  properties: { year: p.integer().primary().autoincrement(false), lastNumber: p.integer() },
});

/** How many exams of a year have published their tickets, in the whole province. */
export class ExamYear extends ExamYearSchema.class {}
ExamYearSchema.setClass(ExamYear);
