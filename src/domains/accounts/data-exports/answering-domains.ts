/**
 * The domains that hold something about trainees, with the words of their titles: each answers for its own part, and an
 * export or an erasure is complete when all of them have. An architecture test holds the list against their tables.
 */
export const answeringDomains = {
  accounts: '账号',
  recruitment: '招录',
  applications: '报名',
  review: '审核',
  publicity: '公示',
  exams: '结业考试',
  notifications: '通知',
} as const;

export type AnsweringDomain = keyof typeof answeringDomains;
export const answeringDomainNames = Object.keys(answeringDomains) as AnsweringDomain[];
