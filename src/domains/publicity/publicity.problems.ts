import { defineProblem } from '../../platform/problems/problem.js';

export const PublicityPlanNotFound = defineProblem(404, 'publicity.plan-not-found', {
  zh: '没有这个招录计划',
  en: 'There is no such plan',
});
export const ListNotFound = defineProblem(404, 'publicity.list-not-found', {
  zh: '没有这份拟录取名单',
  en: 'There is no such admission list',
});
export const ListAlreadyPublished = defineProblem(409, 'publicity.list-already-published', {
  zh: '该拟录取名单已公示',
  en: 'This admission list was published already',
});
export const ListEmpty = defineProblem(409, 'publicity.list-empty', {
  zh: '拟录取名单中没有可公示的人员',
  en: 'There is nobody on the admission list to publish',
});
export const QuotaExceeded = defineProblem(409, 'publicity.quota-exceeded', {
  zh: '超出招录计划名额',
  en: 'The plan has fewer places left',
});
export const CandidateNotEligible = defineProblem(409, 'publicity.candidate-not-eligible', {
  zh: '名单中有人员不是本计划二审通过且未公示的学员',
  en: 'Not everybody on the list passed second review for this plan and is unlisted elsewhere',
});
export const PeriodTooShort = defineProblem(422, 'publicity.period-too-short', {
  zh: '公示期不得少于 5 个工作日',
  en: 'The publicity has to last 5 working days at least',
});
export const PeriodTooLong = defineProblem(422, 'publicity.period-too-long', {
  zh: '公示期过长',
  en: 'The publicity would last too long',
});
export const NoticeNotFound = defineProblem(404, 'publicity.notice-not-found', {
  zh: '没有这条信息',
  en: 'There is no such notice',
});
export const NoticeOfList = defineProblem(409, 'publicity.notice-of-list', {
  zh: '拟录取公示由名单生成，不能修改',
  en: 'The notice of an admission list cannot be edited',
});
export const NoticeBaseRequired = defineProblem(422, 'publicity.base-required', {
  zh: '请选择发布信息的基地',
  en: 'Name the base that publishes',
});
export const NoticeBaseNotFound = defineProblem(404, 'publicity.base-not-found', {
  zh: '没有这个基地',
  en: 'There is no such base',
});
