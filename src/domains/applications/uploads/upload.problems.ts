import { defineProblem } from '../../../platform/problems/problem.js';

export const UploadIncomplete = defineProblem(422, 'applications.upload-incomplete', {
  zh: '上传请求缺少必要内容',
  en: 'The upload lacks a part',
});
export const FileNotAvailable = defineProblem(404, 'applications.file-not-available', {
  zh: '文件已丢失或被隔离，无法查看，需重新上传',
  en: 'The file was lost or quarantined and has to be uploaded again',
});
export const NoThumbnail = defineProblem(404, 'applications.no-thumbnail', {
  zh: '该文件没有缩略图',
  en: 'The file has no thumbnail',
});
