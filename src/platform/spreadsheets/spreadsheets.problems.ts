import { defineProblem } from '../problems/problem.js';

export const SpreadsheetMissing = defineProblem(422, 'spreadsheets.file-missing', {
  zh: '请求中没有表格文件',
  en: 'The request has no spreadsheet',
});
export const SpreadsheetUnreadable = defineProblem(422, 'spreadsheets.unreadable', {
  zh: '无法读取该文件，请使用模板并另存为 .xlsx 格式',
  en: 'The file is no readable .xlsx workbook',
});
export const SpreadsheetTooLarge = defineProblem(422, 'spreadsheets.too-large', {
  zh: '表格内容过多，请分成几个文件导入',
  en: 'The workbook holds too much, split it',
});
export const SpreadsheetHasErrors = defineProblem(422, 'spreadsheets.has-errors', {
  zh: '表格中有不符合要求的内容，没有导入任何数据',
  en: 'The workbook has cells that are not valid, and nothing was imported',
});
