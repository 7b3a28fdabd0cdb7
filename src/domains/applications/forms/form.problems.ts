import { defineProblem } from '../../../platform/problems/problem.js';

export const FormNotReady = defineProblem(409, 'applications.form-not-ready', {
  zh: '一审通过后才能打印申请表',
  en: 'The application form can be printed once the first review has passed',
});
