import type { Advice } from '../../platform/openapi/guide/guide.js';

/** 报名 */
export const applicationsAdvice: Readonly<Record<string, Advice>> = {
  'applications.plan-not-published': { show: 'message', then: '刷新招录计划，请用户另选' },
  'applications.base-suspended': { show: 'message', then: '刷新招录计划，请用户另选基地' },
  'applications.batch-not-open': { show: 'message', then: '显示开始时间 opensAt；草稿可以先填' },
  'applications.batch-closed': { show: 'message', then: '显示截止时间 closesAt；草稿会保留到下一批次' },
  'applications.already-applied': { show: 'message', then: '提供入口转到已有的报名 applicationId' },
  'applications.changed-since-preview': { show: 'refresh', then: '重新预览，请用户再次确认' },
  'applications.plan-of-another-batch': { show: 'message', then: '只列出同一批次的招录计划' },
  'applications.not-complete': {
    show: 'field',
    then: '回到个人信息表，按 errors（与 checkCompleteness 的 missing 相同）逐项标出',
  },
  'applications.account-not-ready': { show: 'retry', then: '刚注册完的几秒内可能出现，一般重试一次即可' },
  'applications.upload-incomplete': { show: 'fault', then: 'multipart 里须有 kind（在前）和 file' },
  'applications.too-many-attachments': { show: 'message', then: '显示上限 max，请用户先删除同类附件' },
  'applications.signature-page-submitted': { show: 'refresh', then: '刷新列表；已提交的页面不显示删除按钮' },
  'applications.signature-page-not-available': {
    show: 'message',
    then: '标出 status 不是 kept 的页面，请用户删除后重新上传',
  },
  'applications.signature-page-order-incomplete': {
    show: 'refresh',
    then: '`pageIds` 是现在未提交的全部页面：刷新列表后请用户重新排序',
  },
  'applications.page-of-another-application': {
    show: 'message',
    then: '放在所选文件旁；请用户核对是否拿错了纸，再重新选择文件',
  },
  'applications.page-of-another-revision': {
    show: 'message',
    then: '放在所选文件旁，并给出打印申请表的入口',
  },
  'applications.no-signature-pages': { show: 'message', then: '没有未提交的页面时禁用【提交】' },
  'applications.too-many-signature-pages': {
    show: 'message',
    then: '显示上限 max，请用户合并成一个 PDF 或删除多余的页',
  },
  'applications.export-running': { show: 'message', then: '显示正在生成的那次导出的进度，完成后再申请' },
  'applications.export-not-ready': {
    show: 'message',
    then: 'state 为 done 之前不显示【下载】；为 failed 时请管理员重新申请',
  },
  'applications.form-not-ready': { show: 'message', then: '一审通过之前不显示【打印申请表】' },
};
