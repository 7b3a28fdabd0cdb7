import { defineProblem } from '../../../platform/problems/problem.js';

export const SignaturePageNotFound = defineProblem(404, 'applications.signature-page-not-found', {
  zh: '没有这一页',
  en: 'There is no such page',
});
export const SignaturePageSubmitted = defineProblem(409, 'applications.signature-page-submitted', {
  zh: '已提交的签字盖章页不能删除',
  en: 'A submitted page can not be deleted',
});
export const NoSignaturePages = defineProblem(409, 'applications.no-signature-pages', {
  zh: '请先上传签字盖章页',
  en: 'No signature page has been uploaded',
});
export const SignaturePageNotAvailable = defineProblem(409, 'applications.signature-page-not-available', {
  zh: '有签字盖章页已丢失或被隔离，请删除后重新上传',
  en: 'A page was lost or quarantined: delete it and upload it again',
});
export const TooManySignaturePages = defineProblem(409, 'applications.too-many-signature-pages', {
  zh: '签字盖章页数量已达上限',
  en: 'There are as many signature pages as there may be',
});
