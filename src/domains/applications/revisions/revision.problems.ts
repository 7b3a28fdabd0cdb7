import { defineProblem } from '../../../platform/problems/problem.js';

export const RevisionNotFound = defineProblem(404, 'applications.revision-not-found', {
  zh: '没有这次提交',
  en: 'There is no such revision',
});
