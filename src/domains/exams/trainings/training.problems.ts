import { defineProblem } from '../../../platform/problems/problem.js';

export const TrainingNotFound = defineProblem(404, 'exams.training-not-found', {
  zh: '没有这条轮转培训记录',
  en: 'There is no such training record',
});
export const CompletedBeforeStart = defineProblem(409, 'exams.completed-before-start', {
  zh: '轮转结束日期早于开始日期',
  en: 'The training cannot end before it began',
});
