/** A request of the guide: path, bodies and answers come from the API document, so that only the words are its own. */
export interface GuideRequest {
  readonly operationId: string;
  /** What the operation's summary does not say. */
  readonly note?: string;
  /** Variables that the answer brings, by where they stand in it: `items.0.id`, or `header ETag`. */
  readonly gives?: Readonly<Record<string, string>>;
  /** Which variable goes where: by the name of a parameter or of a property of the body. */
  readonly takes?: Readonly<Record<string, string>>;
  /** Properties of the body that this request leaves out. */
  readonly omits?: readonly string[];
}

export interface GuideStep {
  readonly title: string;
  /** When it is possible. */
  readonly when: string;
  readonly requests: readonly GuideRequest[];
}

export interface GuideChapter {
  /** The anchor on the page. */
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly steps: readonly GuideStep[];
}

/** A rule for all requests; `` `code` `` in a paragraph is set as such. */
export interface GuideConvention {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** JavaScript to copy. */
  readonly sample?: string;
}

/** How a front end shows a problem. */
export const showings = {
  field: {
    name: '字段提示',
    meaning: '把 errors[].detail 显示在 pointer 所指的输入框旁；没有 errors 时显示 detail 或 title',
  },
  message: { name: '提示信息', meaning: '在当前页面显示 detail（没有时用 title），保留用户已填的内容' },
  countdown: { name: '倒计时', meaning: '按 Retry-After 的秒数倒计时，期间禁用按钮，到时可再试' },
  refresh: { name: '重新获取', meaning: '提示数据已变化，重新获取后请用户确认再操作' },
  page: { name: '整页提示', meaning: '用整页说明代替内容，并给出返回的入口' },
  signIn: { name: '转到登录', meaning: '清除本地令牌，转到登录页，登录后回到原页面' },
  retry: { name: '自动重试', meaning: '按 Retry-After 自动重试数次（POST 沿用原幂等键），仍失败再提示' },
  fault: { name: '程序问题', meaning: '正确的前端不会遇到；显示通用提示和追踪号，并记入前端日志' },
} as const;
export type Showing = keyof typeof showings;

/** What a front end does about one problem. */
export interface Advice {
  readonly show: Showing;
  /** What to do beside showing it. */
  readonly then: string;
}

/** The words that go with the API documents; the composition root has them, since the platform knows no domain. */
export interface Guide {
  readonly conventions: readonly GuideConvention[];
  readonly chapters: readonly GuideChapter[];
  /** What a person or the browser puts in: where each variable comes from that no answer gives. */
  readonly inputs: Readonly<Record<string, string>>;
  /** By problem code. */
  readonly advice: Readonly<Record<string, Advice>>;
  /** By `errors[].code` and `missing[].code`. */
  readonly fieldCodes: Readonly<Record<string, string>>;
}
