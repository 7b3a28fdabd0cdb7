import { defineProblem } from '../../../platform/problems/problem.js';

export const BatchNotFound = defineProblem(404, 'recruitment.batch-not-found', {
  zh: '没有这个招录批次',
  en: 'There is no such batch',
});
export const BatchNameTaken = defineProblem(409, 'recruitment.batch-name-taken', {
  zh: '已有同名的招录批次',
  en: 'Another batch has this name',
});
export const BatchOver = defineProblem(409, 'recruitment.batch-over', {
  zh: '招录批次已截止，不能发布招录计划',
  en: 'The batch has closed and no plan is published in it any more',
});
export const BatchAlreadyOpen = defineProblem(409, 'recruitment.batch-already-open', {
  zh: '报名已经开始，不能再修改开始时间',
  en: 'The batch has opened, and its opening cannot be moved any more',
});
