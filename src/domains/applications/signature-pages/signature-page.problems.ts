import { defineProblem } from '../../../platform/problems/problem.js';

export const SignaturePageNotFound = defineProblem(404, 'applications.signature-page-not-found', {
  zh: '没有这一页',
  en: 'There is no such page',
});
export const SignaturePageSubmitted = defineProblem(409, 'applications.signature-page-submitted', {
  zh: '已提交的签字盖章页不能修改或删除',
  en: 'A submitted page can be neither changed nor deleted',
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
export const SignaturePageOrderIncomplete = defineProblem(409, 'applications.signature-page-order-incomplete', {
  zh: '排序须恰好包含尚未提交的全部签字盖章页',
  en: 'An order has to name each page that is not submitted yet, once',
});
/** The same for whatever was not printed for this application: a stranger's form is not told from one that nobody has. */
export const PageOfAnotherApplication = defineProblem(409, 'applications.page-of-another-application', {
  zh: '这一页不是本次报名的申请表，请打印本次报名的申请表，签字盖章后重新扫描上传',
  en: 'This page is not of the form of this application: print that one, have it signed and scan it',
});
export const PageOfAnotherRevision = defineProblem(409, 'applications.page-of-another-revision', {
  zh: '这一页是较早一次提交的申请表，请打印最近审核通过的申请表，签字盖章后重新扫描上传',
  en: 'This page is of the form of an earlier submission: print the present one, have it signed and scan it',
});
