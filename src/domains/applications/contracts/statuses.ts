/** The states of an application, in the order of its life; `application.lifecycle.ts` gives the steps between them. */
export const applicationStatuses = [
  'submitted',
  'first_review_passed',
  'first_review_returned',
  'signature_submitted',
  'second_review_passed',
  'second_review_returned',
  'publicized',
  'admitted',
  'not_admitted',
  'in_training',
  'training_completed',
  'exam_scheduled',
  'graduated',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** Those that nothing follows: the application is over. */
export const finalStatuses = ['not_admitted', 'graduated', 'withdrawn'] as const satisfies ApplicationStatus[];

export const applicationStatusNames: Readonly<Record<ApplicationStatus, string>> = {
  submitted: '待一审',
  first_review_passed: '一审通过',
  first_review_returned: '一审不通过',
  signature_submitted: '待二审',
  second_review_passed: '二审通过',
  second_review_returned: '二审不通过',
  publicized: '拟录取公示中',
  admitted: '已录取',
  not_admitted: '未录取',
  in_training: '培训中',
  training_completed: '轮转结束',
  exam_scheduled: '待考试',
  graduated: '已结业',
  withdrawn: '已撤回',
};

/** The steps of an application's life. */
export const applicationActions = [
  'submit',
  'pass-first-review',
  'return-from-first-review',
  'reopen-first-review',
  'resubmit',
  'submit-signature-pages',
  'pass-second-review',
  'return-from-second-review',
  'reopen-second-review',
  'publicize',
  'admit',
  'refuse-after-objection',
  'refuse-unlisted',
  'start-training',
  'complete-training',
  'schedule-exam',
  'graduate',
  'fail-exam',
  'withdraw',
] as const;
export type ApplicationAction = (typeof applicationActions)[number];
