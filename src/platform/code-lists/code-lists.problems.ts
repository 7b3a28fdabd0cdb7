import { defineProblem } from '../problems/problem.js';

export const CodeListNotFound = defineProblem(404, 'platform.code-list-not-found', {
  zh: '没有这个代码表',
  en: 'There is no such code list',
});
