import type { Guide } from '../platform/openapi/guide/guide.js';
import { accountsAdvice } from './advice/accounts.js';
import { applicationsAdvice } from './advice/applications.js';
import { managementAdvice } from './advice/management.js';
import { platformAdvice } from './advice/platform.js';
import { ownAccount, registration, signingIn } from './account-chapters.js';
import * as application from './application-chapters.js';
import { conventions } from './conventions.js';
import { fieldCodes } from './field-codes.js';

/** What to show for each problem, by the file in `advice/` that says it. */
export const adviceByFile: Readonly<Record<string, Guide['advice']>> = {
  'src/guide/advice/platform.ts': platformAdvice,
  'src/guide/advice/accounts.ts': accountsAdvice,
  'src/guide/advice/applications.ts': applicationsAdvice,
  'src/guide/advice/management.ts': managementAdvice,
};

/** 接入指南: the words of the page at /docs, in the order of the manual's sections. */
export const guide: Guide = {
  conventions,
  chapters: [
    registration,
    signingIn,
    application.entrance,
    application.form,
    application.firstReviewPassed,
    application.firstReviewReturned,
    application.printedForm,
    application.signaturePages,
    application.secondReviewPassed,
    application.secondReviewReturned,
    application.publicity,
    application.admissionTicket,
    ownAccount,
    application.further,
  ],
  inputs: {
    accessToken: '登录（signIn）或刷新（refreshSession）的答复',
    idempotencyKey: '自己生成的 UUID：一次操作一个，重试沿用',
    captchaAnswer: '用户看图输入的字符',
    code: '用户收到的 6 位验证码',
    sessionId: '用户在登录设备列表中选的一项的 id',
    newPhone: '用户填写的新手机号码',
    newEmail: '用户填写的新邮箱',
    newPassword: '用户填写的新密码',
    file: '用户选择的文件，如 input.files[0]',
    number: '文书上的编号',
  },
  advice: Object.assign({}, ...Object.values(adviceByFile)) as Guide['advice'],
  fieldCodes,
};
