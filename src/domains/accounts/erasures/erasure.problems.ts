import { defineProblem } from '../../../platform/problems/problem.js';

export const ErasureAlreadyRequested = defineProblem(409, 'accounts.erasure-already-requested', {
  zh: '已有待处理的注销申请',
  en: 'A request for erasure is waiting for a decision already',
});
export const ErasureRequestNotFound = defineProblem(404, 'accounts.erasure-request-not-found', {
  zh: '没有这个注销申请',
  en: 'There is no such request for erasure',
});
export const ErasureWhileApplying = defineProblem(409, 'accounts.erasure-while-applying', {
  zh: '该学员还有未结束的报名，不能注销账号',
  en: 'An application of this trainee is still under way',
});
