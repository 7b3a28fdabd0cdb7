import type { GuideChapter, GuideRequest } from '../platform/openapi/guide/guide.js';

const captcha: GuideRequest = {
  operationId: 'createCaptcha',
  note: '把 `image`（SVG data URI）放进 `<img>`；点击图片时重新获取。每个验证码只能用一次，答错也要换新的。',
  gives: { captchaId: 'captchaId' },
};
const solved = { captchaId: 'captchaId', captchaAnswer: 'captchaAnswer' };

export const registration: GuideChapter = {
  id: 'step-1',
  title: '（一）注册',
  steps: [
    {
      title: '填写信息，点击【下一步】',
      when: '任何时候，无需登录。身份证号码和手机号码各只能有一个账号；是否已有账号，在验证手机之前不会透露。',
      requests: [
        captcha,
        {
          operationId: 'createAudioCaptcha',
          note: '看不清图片的用户可改听语音：播放 `audio`，数字填在同一栏，`captchaId` 换成这里的。登录、找回密码时同样可用。',
        },
        {
          operationId: 'ratePassword',
          note: '用户停止输入时调用，显示 弱、中、强；`failures` 逐条说明哪里不符合要求。',
        },
        { operationId: 'startRegistration', takes: solved, gives: { registrationId: 'registrationId' } },
      ],
    },
    {
      title: '获取验证码，完成注册',
      when: '上一步之后 30 分钟内。答复中的 `channels` 说明可以用短信还是邮箱；再次获取按 `resendAfterSeconds` 倒计时。',
      requests: [
        { operationId: 'sendRegistrationCode', takes: { id: 'registrationId' } },
        {
          operationId: 'confirmRegistration',
          takes: { id: 'registrationId', code: 'code' },
          note: '成功后显示注册成功的界面和【前往登录】；不会自动登录。',
        },
      ],
    },
  ],
};

export const signingIn: GuideChapter = {
  id: 'step-2',
  title: '（二）登录',
  steps: [
    {
      title: '登录',
      when: '注册成功之后。可用手机号码或身份证号码。连续 5 次密码错误，账号锁定 15 分钟。',
      requests: [
        captcha,
        {
          operationId: 'signIn',
          takes: solved,
          gives: { accessToken: 'accessToken', refreshToken: 'refreshToken' },
        },
      ],
    },
    {
      title: '保持登录，退出登录',
      when: '已登录。刷新须排队，见“令牌与刷新”。',
      requests: [
        {
          operationId: 'refreshSession',
          takes: { refreshToken: 'refreshToken' },
          note: '答复的两个令牌都是新的，都要换掉；旧的 `refreshToken` 再用一次，整个登录就会失效。',
        },
        { operationId: 'signOut', note: '无论答复如何，都清除本地令牌。' },
      ],
    },
    {
      title: '找回密码',
      when: '任何时候，无需登录。手机号码没有账号时答复也一样，只是不会收到短信。',
      requests: [
        captcha,
        { operationId: 'startPasswordReset', takes: solved, gives: { passwordResetId: 'passwordResetId' } },
        {
          operationId: 'confirmPasswordReset',
          takes: {
            id: 'passwordResetId',
            code: 'code',
            password: 'newPassword',
            passwordConfirmation: 'newPassword',
          },
          note: '成功后所有设备须重新登录。',
        },
      ],
    },
  ],
};

export const ownAccount: GuideChapter = {
  id: 'step-13',
  title: '（十三）账号信息',
  steps: [
    {
      title: '查看账号信息',
      when: '已登录。身份证号码以掩码显示。',
      requests: [{ operationId: 'getAccount' }],
    },
    {
      title: '修改手机号码',
      when: '已登录，须输入当前密码；新号码验证之后才生效，原号码会收到通知。',
      requests: [
        { operationId: 'startPhoneChange', takes: { phone: 'newPhone' }, gives: { phoneChangeId: 'phoneChangeId' } },
        { operationId: 'confirmPhoneChange', takes: { id: 'phoneChangeId', code: 'code' } },
      ],
    },
    {
      title: '修改电子邮箱',
      when: '已登录，须输入当前密码；新邮箱验证之后才生效。',
      requests: [
        { operationId: 'startEmailChange', takes: { email: 'newEmail' }, gives: { emailChangeId: 'emailChangeId' } },
        { operationId: 'confirmEmailChange', takes: { id: 'emailChangeId', code: 'code' } },
      ],
    },
    {
      title: '查看登录设备，退出其他设备',
      when: '已登录。`current` 为 `true` 的是本机；修改手机、邮箱后，其他设备都须重新登录。',
      requests: [
        { operationId: 'listSessions' },
        { operationId: 'endSession', takes: { id: 'sessionId' }, note: '退出的是本机时，与 signOut 相同。' },
        { operationId: 'endOtherSessions' },
      ],
    },
    {
      title: '导出个人数据',
      when: '已登录，24 小时内一次。备好后有站内消息；下载地址短期有效，用时再取。',
      requests: [
        { operationId: 'requestDataExport' },
        { operationId: 'exportMyData', note: '`status` 为 `ready` 时 `link` 是下载地址。' },
      ],
    },
    {
      title: '注销账号',
      when: '已登录，须输入当前密码；由省级管理员批准，批准之前可以撤销。还有未结束的报名时不能注销。',
      requests: [
        { operationId: 'requestErasure', gives: { erasureRequestId: 'id' } },
        { operationId: 'listMyErasureRequests', note: '被拒绝的原因在 `refusal`；批准之后立即退出登录，由短信告知。' },
        { operationId: 'cancelErasure', takes: { id: 'erasureRequestId' } },
      ],
    },
    {
      title: '修改密码',
      when: '已登录，须输入当前密码；修改后所有设备（包括本机）须重新登录。',
      requests: [
        {
          operationId: 'changePassword',
          takes: { password: 'newPassword', passwordConfirmation: 'newPassword' },
          note: '成功后清除本地令牌，转到登录。',
        },
      ],
    },
  ],
};
