import { defineProblem } from '../../../platform/problems/problem.js';

export const DataExportNotFound = defineProblem(404, 'accounts.data-export-not-found', {
  zh: '尚未申请过导出个人数据',
  en: 'No export of your data was asked for yet',
});
export const DataExportUnderWay = defineProblem(409, 'accounts.data-export-under-way', {
  zh: '个人数据正在导出，请等待完成',
  en: 'An export of your data is under way',
});
export const DataExportTooSoon = defineProblem(429, 'accounts.data-export-too-soon', {
  zh: '24 小时内只能导出一次个人数据',
  en: 'Your data can be exported once in 24 hours',
});
