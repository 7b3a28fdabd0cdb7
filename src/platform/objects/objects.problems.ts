import { defineProblem } from '../problems/problem.js';

export const LinkNotValid = defineProblem(403, 'objects.link-not-valid', {
  zh: '下载链接无效',
  en: 'The download link is not valid',
});
export const LinkExpired = defineProblem(403, 'objects.link-expired', {
  zh: '下载链接已过期，请重新获取',
  en: 'The download link has expired, ask for a new one',
});
export const ObjectNotFound = defineProblem(404, 'objects.not-found', {
  zh: '文件不存在',
  en: 'The file does not exist',
});
