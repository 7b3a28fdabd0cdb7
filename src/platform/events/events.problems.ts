import { defineProblem } from '../problems/problem.js';

export const DeadLetterNotFound = defineProblem(404, 'platform.dead-letter-not-found', {
  zh: '没有这个失败任务',
  en: 'There is no such dead letter',
});
