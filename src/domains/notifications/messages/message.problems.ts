import { defineProblem } from '../../../platform/problems/problem.js';

export const MessageNotFound = defineProblem(404, 'notifications.message-not-found', {
  zh: '没有这条消息',
  en: 'There is no such message',
});
