import { defineProblem } from '../../../platform/problems/problem.js';

export const ExamNotFound = defineProblem(404, 'exams.exam-not-found', {
  zh: '没有这场考试',
  en: 'There is no such exam',
});
export const RoomNotFound = defineProblem(404, 'exams.room-not-found', {
  zh: '没有这个考场',
  en: 'There is no such room',
});
export const RoomNameTaken = defineProblem(409, 'exams.room-name-taken', {
  zh: '本场考试已有同名考场',
  en: 'The exam has a room of that name already',
});
export const TooManyRooms = defineProblem(409, 'exams.too-many-rooms', {
  zh: '一场考试最多 99 个考场',
  en: 'An exam has at most 99 rooms',
});
export const NoRooms = defineProblem(409, 'exams.no-rooms', {
  zh: '请先添加考场',
  en: 'Add rooms first',
});
export const NoCandidates = defineProblem(409, 'exams.no-candidates', {
  zh: '没有可以编排的考生',
  en: 'There is no candidate to seat',
});
export const TooFewPlaces = defineProblem(409, 'exams.too-few-places', {
  zh: '考场座位不足',
  en: 'The rooms have too few places',
});
export const CandidatesNotEligible = defineProblem(409, 'exams.candidates-not-eligible', {
  zh: '部分考生不能参加本场考试',
  en: 'Some of the candidates cannot sit this exam',
});
export const ExamBegun = defineProblem(409, 'exams.exam-begun', {
  zh: '考试时间已到，不能再发布准考证',
  en: 'The exam has begun, its tickets can no longer be published',
});
export const ExamNotHeldYet = defineProblem(409, 'exams.exam-not-held-yet', {
  zh: '考试尚未开始，不能录入或公布成绩',
  en: 'The exam has not begun, so it has no results',
});
export const ResultsMissing = defineProblem(409, 'exams.results-missing', {
  zh: '还有考生没有成绩',
  en: 'Some candidates have no result yet',
});
