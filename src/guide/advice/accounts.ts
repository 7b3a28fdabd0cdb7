import type { Advice } from '../../platform/openapi/guide/guide.js';

/** 账号 */
export const accountsAdvice: Readonly<Record<string, Advice>> = {
  'accounts.captcha-wrong': {
    show: 'field',
    then: '获取新的图片验证码并清空这一格，其余已填内容保留；同一个验证码不能再用',
  },
  'accounts.credentials-wrong': {
    show: 'message',
    then: '换新的图片验证码，清空密码；triesLeft 是锁定之前还可以试的次数。不要区分“账号不存在”和“密码错误”',
  },
  'accounts.locked': { show: 'countdown', then: '显示还要等多久，并提供【找回密码】' },
  'accounts.refresh-token-refused': { show: 'signIn', then: '不要重试；说明登录已失效即可' },
  'accounts.current-password-wrong': { show: 'field', then: '清空当前密码；triesLeft 是锁定之前还可以试的次数' },
  'accounts.registration-not-found': { show: 'message', then: '回到注册第一步；已注册成功的请用户直接登录' },
  'accounts.channel-not-available': { show: 'message', then: '只显示 channels 里有的接收方式' },
  'accounts.phone-proof-required': { show: 'message', then: '切换到短信验证码，重新获取后再提交' },
  'accounts.phone-taken': { show: 'message', then: '注册时提供【前往登录】和【找回密码】；修改手机时请用户换一个号码' },
  'accounts.id-number-taken': { show: 'message', then: '提供【前往登录】和【找回密码】；有疑问请联系基地管理员' },
  'accounts.code-wrong': { show: 'field', then: '清空验证码；triesLeft 为 0 时请用户重新获取' },
  'accounts.code-expired': { show: 'field', then: '清空验证码，启用【重新获取】' },
  'accounts.code-too-soon': { show: 'countdown', then: '【获取验证码】按钮倒计时' },
  'accounts.too-many-codes': { show: 'message', then: '说明今日次数已用完，按 Retry-After 告知何时可再试' },
  'accounts.too-many-captchas': { show: 'countdown', then: '不要在页面打开或输入时反复获取，只在需要时获取' },
  'accounts.too-many-failures': { show: 'countdown', then: '同一网络的密码错误次数过多；提供【找回密码】' },
  'accounts.data-export-under-way': { show: 'message', then: '显示正在导出，过几秒用 exportMyData 再看进度' },
  'accounts.data-export-too-soon': { show: 'message', then: '按 Retry-After 告知何时可再申请；已导出的仍可下载' },
  'accounts.erasure-already-requested': { show: 'refresh', then: '显示已提交的申请，可以撤销' },
  'accounts.erasure-request-not-found': { show: 'refresh', then: '刷新注销申请列表' },
  'accounts.erasure-while-applying': {
    show: 'message',
    then: '请管理员待该学员的报名全部结束后再批准，或说明原因后拒绝',
  },
  'accounts.session-not-found': { show: 'refresh', then: '该设备已退出，刷新列表' },
  'accounts.factors-wrong': {
    show: 'message',
    then: '清空密码和动态验证码；triesLeft 是锁定之前还可以试的次数。不要区分是哪一个错误',
  },
  'accounts.totp-code-wrong': {
    show: 'field',
    then: '请用户等下一个验证码再输入，并核对手机时间；triesLeft 是锁定之前还可以试的次数',
  },
  'accounts.totp-not-enrolled': { show: 'refresh', then: '按 mustEnrolTotp 转到绑定动态验证码' },
  'accounts.last-system-admin': { show: 'message', then: '请先另建一个系统管理员' },
  'accounts.contact-change-not-found': { show: 'message', then: '回到修改的第一步' },
  'accounts.password-reset-not-found': { show: 'message', then: '回到找回密码的第一步' },
};
