import { defineProblem } from '../../../platform/problems/problem.js';

export const PlanNotFound = defineProblem(404, 'recruitment.plan-not-found', {
  zh: '没有这个招录计划',
  en: 'There is no such plan',
});
export const PlanExists = defineProblem(409, 'recruitment.plan-exists', {
  zh: '该基地在此批次已有这个专业的招录计划',
  en: 'The base already has a plan of this specialty in the batch',
});
export const PlanNotDraft = defineProblem(409, 'recruitment.plan-not-draft', {
  zh: '只能删除草稿；已发布的招录计划可以关闭',
  en: 'Only a draft can be deleted; a published plan can be closed',
});
export const QuotaBelowPublicized = defineProblem(409, 'recruitment.quota-below-publicized', {
  zh: '招录名额不能少于已公示的人数',
  en: 'The quota cannot be less than the number already publicized',
});
