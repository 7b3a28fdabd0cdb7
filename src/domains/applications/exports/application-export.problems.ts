import { defineProblem } from '../../../platform/problems/problem.js';

export const ExportNotFound = defineProblem(404, 'applications.export-not-found', {
  zh: '没有这次导出，或者文件已过期',
  en: 'There is no such export, or its file has expired',
});
export const ExportRunning = defineProblem(409, 'applications.export-running', {
  zh: '上一次导出还在生成，请等待完成',
  en: 'An export of yours is being written already',
});
export const ExportNotReady = defineProblem(409, 'applications.export-not-ready', {
  zh: '导出文件尚未生成，或未能生成',
  en: 'The file of the export is not there yet, or could not be written',
});
