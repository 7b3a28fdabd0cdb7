import { defineProblem } from '../../../platform/problems/problem.js';

export const ApplicationNotFound = defineProblem(404, 'applications.application-not-found', {
  zh: '没有这份报名',
  en: 'There is no such application',
});
export const PlanNotPublished = defineProblem(409, 'applications.plan-not-published', {
  zh: '该招录计划当前不接受报名',
  en: 'The recruitment plan takes no applications now',
});
export const BaseSuspended = defineProblem(409, 'applications.base-suspended', {
  zh: '该培训基地已暂停招录',
  en: 'The training base is suspended',
});
export const BatchNotOpen = defineProblem(409, 'applications.batch-not-open', {
  zh: '报名尚未开始',
  en: 'The batch has not opened yet',
});
export const BatchClosed = defineProblem(409, 'applications.batch-closed', {
  zh: '报名已截止',
  en: 'The batch has closed',
});
export const AlreadyApplied = defineProblem(409, 'applications.already-applied', {
  zh: '本批次已有报名，不能重复报名',
  en: 'There already is an application in this batch',
});
export const PlanOfAnotherBatch = defineProblem(409, 'applications.plan-of-another-batch', {
  zh: '只能改报同一批次的招录计划',
  en: 'A resubmission goes to a plan of the same batch',
});
export const NotComplete = defineProblem(422, 'applications.not-complete', {
  zh: '个人信息表尚未填写完整',
  en: 'The personal information form is not complete',
});
export const ChangedSincePreview = defineProblem(409, 'applications.changed-since-preview', {
  zh: '预览之后内容有变化，请重新确认',
  en: 'Something changed since the preview',
});
