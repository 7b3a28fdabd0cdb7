import { defineProblem } from '../../../platform/problems/problem.js';

export const AttachmentNotFound = defineProblem(404, 'applications.attachment-not-found', {
  zh: '没有这个附件',
  en: 'There is no such attachment',
});
export const TooManyAttachments = defineProblem(409, 'applications.too-many-attachments', {
  zh: '附件数量已达上限，请先删除不需要的附件',
  en: 'There are as many attachments as there may be',
});
