import { defineProblem } from '../../../platform/problems/problem.js';

export const BaseNotFound = defineProblem(404, 'recruitment.base-not-found', {
  zh: '没有这个培训基地',
  en: 'There is no such training base',
});
export const BaseNameTaken = defineProblem(409, 'recruitment.base-name-taken', {
  zh: '已有同名的培训基地',
  en: 'Another training base has this name',
});
export const BaseSuspended = defineProblem(409, 'recruitment.base-suspended', {
  zh: '培训基地已暂停，不能发布招录计划',
  en: 'The training base is suspended and publishes no plans',
});
