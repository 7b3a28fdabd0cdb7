import { defineProblem } from '../../platform/problems/problem.js';

export const CaseNotFound = defineProblem(404, 'review.case-not-found', {
  zh: '没有这个审核件',
  en: 'There is no such review case',
});
export const ClaimedByAnother = defineProblem(409, 'review.claimed-by-another', {
  zh: '该审核件正由其他管理员审核',
  en: 'Another administrator is reviewing this case',
});
export const NotClaimed = defineProblem(409, 'review.not-claimed', {
  zh: '请先领取该审核件，或领取已超时',
  en: 'Claim the case first, or the claim has run out',
});
export const HeldByYourself = defineProblem(409, 'review.held-by-yourself', {
  zh: '该审核件正由您审核，无需接手',
  en: 'You are reviewing this case yourself',
});
export const NothingWaits = defineProblem(409, 'review.nothing-waits', {
  zh: '没有等待审核的审核件',
  en: 'No case waits for a review',
});
export const SameReviewer = defineProblem(409, 'review.same-reviewer', {
  zh: '一审、二审须由不同人员办理，请由其他管理员审核',
  en: 'The two reviews of an application are by different people: leave it to a colleague',
});
export const ConflictOfInterest = defineProblem(409, 'review.conflict-of-interest', {
  zh: '该报名由您所在单位选送，或者是您本人的报名，须回避，请由其他管理员审核',
  en: 'Your own unit sends this applicant, or it is you: leave it to a colleague',
});
export const AlreadyDecided = defineProblem(409, 'review.already-decided', {
  zh: '该审核件已有审核结论',
  en: 'This case was decided already',
});
export const NotDecided = defineProblem(409, 'review.not-decided', {
  zh: '该审核件尚无审核结论',
  en: 'This case was not decided yet',
});
export const DecidedByAnother = defineProblem(409, 'review.decided-by-another', {
  zh: '审核结论只能由作出结论的人撤回',
  en: 'Only who decided can take that back',
});
export const DecisionNotEffective = defineProblem(409, 'review.decision-not-effective', {
  zh: '审核结论尚未生效，请稍后再试',
  en: 'The decision has not taken effect yet: try again in a moment',
});
export const DecisionStands = defineProblem(409, 'review.decision-stands', {
  zh: '该报名已据此往下办理，或者已经申请撤回，审核结论不能撤回',
  en: 'Something was built on the decision, or taking it back was asked for already',
});
export const TakeBackOver = defineProblem(409, 'review.take-back-over', {
  zh: '已超过撤回审核结论的时限',
  en: 'It is too late to take the decision back',
});
export const CaseClosed = defineProblem(409, 'review.case-closed', {
  zh: '学员已撤回或重新提交，该审核件已关闭',
  en: 'The case closed because its application moved on',
});
export const ReasonRequired = defineProblem(422, 'review.reason-required', {
  zh: '审核不通过时必须填写原因',
  en: 'A return needs a reason',
});
export const VerdictNotPossible = defineProblem(422, 'review.verdict-not-possible', {
  zh: '材料的审核结论有误',
  en: 'A verdict on a document is not possible',
});
export const ReasonNotExpected = defineProblem(422, 'review.reason-not-expected', {
  zh: '审核通过时不能填写不通过原因',
  en: 'A pass takes no reason',
});
