import { defineProblem } from '../../../platform/problems/problem.js';

export const UploadIncomplete = defineProblem(422, 'applications.upload-incomplete', {
  zh: '上传请求缺少必要内容',
  en: 'The upload lacks a part',
});
