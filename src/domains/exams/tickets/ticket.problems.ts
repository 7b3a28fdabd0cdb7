import { defineProblem } from '../../../platform/problems/problem.js';

export const TicketNotFound = defineProblem(404, 'exams.ticket-not-found', {
  zh: '没有这张准考证',
  en: 'There is no such admission ticket',
});
