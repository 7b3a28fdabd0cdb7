import { defineProblem } from '../problems/problem.js';

export const AuditEventNotFound = defineProblem(404, 'platform.audit-event-not-found', {
  zh: '没有这条审计记录',
  en: 'There is no such audit record',
});
