import { defineProblem } from '../../../platform/problems/problem.js';

export const PlanNotFound = defineProblem(404, 'applications.plan-not-found', {
  zh: '没有这个招录计划',
  en: 'There is no such recruitment plan',
});
