import type { GuideChapter, GuideRequest } from '../platform/openapi/guide/guide.js';

const status: GuideRequest = {
  operationId: 'getMyApplication',
  takes: { id: 'applicationId' },
};
const uploadPage: GuideRequest = {
  operationId: 'uploadSignaturePage',
  takes: { id: 'applicationId' },
  gives: { pageId: 'id' },
  note: 'PDF、JPEG 或 PNG，可上传多页。系统识读页脚的二维码：属于其他申请表的页会被拒绝；`formNumber` 为 null 表示没有识读出来，可以提交，由审核人核对，也可以提示用户重新扫描。',
};
const submitPages: GuideRequest = { operationId: 'submitSignaturePages', takes: { id: 'applicationId' } };

export const entrance: GuideChapter = {
  id: 'step-3',
  title: '（三）报名入口',
  steps: [
    {
      title: '选择培训基地',
      when: '任何时候，无需登录；也可以先不选，直接预填个人信息。',
      requests: [
        { operationId: 'listBases', gives: { baseId: 'items.0.id' } },
        { operationId: 'getBase', takes: { id: 'baseId' } },
        { operationId: 'listPlans', gives: { planId: 'items.0.id' }, note: '`?open=true` 只列出当前可以报名的计划。' },
        { operationId: 'getPlan', takes: { id: 'planId' }, note: '`requiredAttachments` 说明该专业要上传哪些附件。' },
      ],
    },
    {
      title: '报名情况统计',
      when: '已登录。',
      requests: [{ operationId: 'getPlanStatistics' }],
    },
  ],
};

export const form: GuideChapter = {
  id: 'step-4',
  title: '（四）预填个人信息',
  steps: [
    {
      title: '下拉选项',
      when: '任何时候，无需登录。民族、政治面貌、学历、学位、职称等用国家标准代码，前端可长期缓存。',
      requests: [{ operationId: 'listCodeLists' }, { operationId: 'getCodeList' }],
    },
    {
      title: '打开表格，【暂存草稿】',
      when: '已登录，尚未选择基地也可以。可以只存一部分；再次登录时原样显示。',
      requests: [
        { operationId: 'getPersonalInfo', gives: { etag: 'header ETag' } },
        {
          operationId: 'savePersonalInfo',
          takes: { 'If-Match': 'etag' },
          note: '只发要改的部分；没有发的部分不变。下次保存用答复里新的 `ETag`。',
        },
      ],
    },
    {
      title: '上传附件',
      when: '已登录。需要哪些由所报专业决定（`getPlan` 的 `requiredAttachments`）。',
      requests: [
        { operationId: 'uploadAttachment', gives: { attachmentId: 'id' }, note: '`kind` 必须在 `file` 之前。' },
        { operationId: 'listAttachments' },
        { operationId: 'getAttachment', takes: { id: 'attachmentId' } },
        { operationId: 'downloadAttachment', takes: { id: 'attachmentId' }, note: '链接 5 分钟内有效，用时再取。' },
        {
          operationId: 'getAttachmentThumbnail',
          takes: { id: 'attachmentId' },
          note: '图片才有缩略图；PDF 显示文件图标。',
        },
        { operationId: 'deleteAttachment', takes: { id: 'attachmentId' } },
      ],
    },
    {
      title: '【下一步】',
      when: '填写完整之后：`complete` 为 `true` 才能进入确认页；`missing` 逐条指出还缺什么，`pointer` 定位到字段或附件。',
      requests: [{ operationId: 'checkCompleteness', takes: { planId: 'planId' } }],
    },
    {
      title: '确认报名信息，【提交】',
      when: '批次开放、计划已发布、个人信息表完整；每个批次只能有一份有效的报名。',
      requests: [
        {
          operationId: 'previewApplication',
          takes: { planId: 'planId' },
          gives: { previewDigest: 'previewDigest' },
          note: '进入确认页时调用：显示将要提交的全部内容；`refusals` 一次列出现在提交会被拒绝的全部原因。`email` 供预填。',
        },
        {
          operationId: 'submitApplication',
          takes: { planId: 'planId', previewDigest: 'previewDigest' },
          gives: { applicationId: 'id' },
          note: '提交的内容就此定格，之后再改个人信息表不影响这份报名。带上 `previewDigest`，提交的就一定是用户看到的。',
        },
      ],
    },
  ],
};

export const firstReviewPassed: GuideChapter = {
  id: 'step-5',
  title: '（五）一审通过',
  text: '基地管理员审核后状态变为 `first_review_passed`，学员会收到短信和站内消息。审核人可以在 10 分钟内撤回结论：状态回到 `submitted`，`reason` 是撤回的原因，申请表暂时不能打印，学员另收到通知。',
  steps: [
    {
      title: '报名状态',
      when: '提交之后随时。按 `availableActions` 显示按钮；`status` 的含义见接口文档。',
      requests: [
        { operationId: 'listMyApplications', gives: { applicationId: 'items.0.id' } },
        status,
        { operationId: 'getMyTimeline', takes: { id: 'applicationId' }, note: '从提交到结业的每一步，含时间和原因。' },
        { operationId: 'listMyRevisions', takes: { id: 'applicationId' }, note: '每提交一次多一条。' },
        {
          operationId: 'getMyRevision',
          takes: { id: 'applicationId', number: 'number' },
          note: '当时提交的完整内容。',
        },
      ],
    },
    {
      title: '站内消息',
      when: '已登录。',
      requests: [
        { operationId: 'listMessages', gives: { messageId: 'items.0.id' } },
        { operationId: 'markMessageRead', takes: { id: 'messageId' } },
      ],
    },
  ],
};

export const firstReviewReturned: GuideChapter = {
  id: 'step-6',
  title: '（六）一审不通过',
  text: '状态为 `first_review_returned`：显示 `reason` 和 `findings`（`pointer` 指出哪个字段或附件，`comment` 是意见，`mended` 为 `true` 时打勾：所指内容已经改过）。',
  steps: [
    {
      title: '修改后重新提交，或改报其他基地',
      when: '状态为 `first_review_returned`；批次截止后另有宽限期（默认 7 天）。先按（四）修改个人信息表和附件。',
      requests: [
        status,
        {
          operationId: 'previewResubmission',
          takes: { id: 'applicationId', planId: 'planId' },
          gives: { previewDigest: 'previewDigest' },
          note: '`changes` 是与上一次提交相比改了什么；选送单位和 E-mail 按上一次的预填。',
        },
        {
          operationId: 'resubmitApplication',
          takes: { id: 'applicationId', planId: 'planId', previewDigest: 'previewDigest' },
          note: '`planId` 可以是同一批次的另一个计划。',
        },
        {
          operationId: 'getMyRevisionChanges',
          takes: { id: 'applicationId', number: 'number' },
          note: '两次提交之间改了哪些字段、哪些附件；`?since=` 与任意一次相比。',
        },
      ],
    },
    {
      title: '撤回报名',
      when: '公示之前（`availableActions` 含 `withdraw`）。撤回后本批次可以重新报名。',
      requests: [{ operationId: 'withdrawApplication', takes: { id: 'applicationId' }, note: '请用户再次确认。' }],
    },
  ],
};

export const printedForm: GuideChapter = {
  id: 'step-7',
  title: '（七）打印申请表',
  steps: [
    {
      title: '导出或打印',
      when: '一审通过之后。内容是审核通过的那一次提交。',
      requests: [
        {
          operationId: 'getApplicationForm',
          takes: { id: 'applicationId' },
          note: '`?format=pdf`（默认）、`docx` 用于导出；`html` 用于在页面里显示和打印。',
        },
      ],
    },
  ],
};

export const signaturePages: GuideChapter = {
  id: 'step-8',
  title: '（八）上传签字盖章页',
  steps: [
    {
      title: '【上传附件】，【提交】',
      when: '状态为 `first_review_passed` 或 `second_review_returned`。提交之前可以增删、替换页面，调整顺序，提交之后不能再改。',
      requests: [
        uploadPage,
        { operationId: 'listSignaturePages', takes: { id: 'applicationId' } },
        {
          operationId: 'replaceSignaturePage',
          takes: { id: 'applicationId', pageId: 'pageId' },
          note: '换一个扫描件，编号和顺序不变。',
        },
        {
          operationId: 'orderSignaturePages',
          takes: { id: 'applicationId' },
          note: '`pageIds` 列出未提交的全部页面。',
        },
        { operationId: 'deleteSignaturePage', takes: { id: 'applicationId', pageId: 'pageId' } },
        submitPages,
      ],
    },
  ],
};

export const secondReviewPassed: GuideChapter = {
  id: 'step-9',
  title: '（九）二审通过',
  text: '状态变为 `second_review_passed`，学员会收到短信；接下来等待基地公示拟录取名单。',
  steps: [{ title: '报名状态', when: '签字盖章页提交之后随时。', requests: [status] }],
};

export const secondReviewReturned: GuideChapter = {
  id: 'step-10',
  title: '（十）二审不通过',
  text: '状态为 `second_review_returned`：显示 `reason`，请学员重新上传签字盖章页。',
  steps: [
    {
      title: '重新上传并提交',
      when: '状态为 `second_review_returned`。',
      requests: [status, uploadPage, submitPages],
    },
  ],
};

export const publicity: GuideChapter = {
  id: 'step-11',
  title: '（十一）录取名单公示',
  steps: [
    {
      title: '信息公布',
      when: '任何时候，无需登录。公示名单里的姓名已脱敏。',
      requests: [
        { operationId: 'listNotices', gives: { noticeId: 'items.0.id' } },
        { operationId: 'getNotice', takes: { id: 'noticeId' } },
      ],
    },
  ],
};

export const admissionTicket: GuideChapter = {
  id: 'step-12',
  title: '（十二）打印准考证',
  steps: [
    {
      title: '导出或打印',
      when: '基地发布考场座位之后（状态 `exam_scheduled`）。',
      requests: [
        { operationId: 'listMyExamTickets', gives: { ticketId: 'items.0.id' } },
        { operationId: 'getExamTicketDocument', takes: { id: 'ticketId' } },
      ],
    },
  ],
};

/** What belongs to no step of the manual. */
export const further: GuideChapter = {
  id: 'further',
  title: '其他接口',
  steps: [
    {
      title: '核验文书真伪',
      when: '任何时候，无需登录。文书上的二维码指向这里；`number` 是文书编号。',
      requests: [
        { operationId: 'verifyApplicationForm', takes: { number: 'number' } },
        { operationId: 'verifyExamTicket', takes: { number: 'number' } },
      ],
    },
  ],
};
