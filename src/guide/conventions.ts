import type { GuideConvention } from '../platform/openapi/guide/guide.js';
import { clientSample } from './client-sample.js';

/** What holds for every request, in the order in which a front end meets it. */
export const conventions: readonly GuideConvention[] = [
  {
    id: 'addresses',
    title: '地址与格式',
    paragraphs: [
      '所有接口在 `/api/v1` 之下，收发 JSON（`camelCase`，UTF-8）。时刻为带时区的 RFC 3339（`2026-11-23T10:00:00+08:00`），日期为 `YYYY-MM-DD`，年月为 `YYYY-MM`。',
      '文字默认为中文；请求头 `Accept-Language: en` 得到英文。请求体里出现文档没有的字段会被拒绝（422，字段代码 `unknown-field`），而不是被忽略。',
      '前端放在别的域名时，该域名须写进服务端的 `CORS_ORIGINS`；脚本可读取的答复头有 `ETag`、`Retry-After`、`Location`、`Content-Disposition`。',
    ],
  },
  {
    id: 'tokens',
    title: '令牌与刷新',
    paragraphs: [
      '登录得到 `accessToken`（15 分钟）和 `refreshToken`。需登录的接口带 `Authorization: Bearer <accessToken>`。',
      '收到 401 `access.session-ended` 时，用 `refreshToken` 调用 `refreshSession` 换一对新的，再把原请求发一次；收到 401 `access.not-signed-in` 或刷新被拒绝（`accounts.refresh-token-refused`）时转到登录。',
      '刷新必须排队：每个 `refreshToken` 只能用一次，用第二次会使整个登录失效。同时有多个请求遇到 401、或开了多个标签页时，只让其中一个去刷新，其余等它的结果（下面的示例用 Web Locks 做到）。',
      '退出登录、修改密码、找回密码之后，旧令牌立即失效。',
    ],
  },
  {
    id: 'problems',
    title: '拒绝与错误',
    paragraphs: [
      '凡 4xx、5xx 都是 `application/problem+json`（RFC 9457）：`code` 是永不改变的代码，程序按它判断；`detail`（没有时 `title`）是给人看的话，措辞会调整；`errors` 逐个指出字段：`pointer` 是请求体内的 JSON 指针（查询参数则是参数名），`code` 是字段代码，`detail` 是说明；`traceId` 在报障时提供。',
      '每个代码该显示什么、该做什么，见下面的“问题代码”和“字段代码”；供程序使用的同一张表在 `/docs/problems.json`。',
    ],
  },
  {
    id: 'idempotency',
    title: '重复提交',
    paragraphs: [
      '会产生结果的 POST 都带 `Idempotency-Key`（自己生成的 UUID）：一次操作一个键，网络中断或超时后重试沿用同一个键，服务端只执行一次，并给出第一次的答复。键保留 24 小时。',
      '同一个键换了内容会被拒绝（422 `request.idempotency-key-reused`）。没有列出此请求头的 POST 可以直接重发。',
    ],
  },
  {
    id: 'versions',
    title: '同时编辑',
    paragraphs: [
      '两处可能同时编辑的内容带 `ETag`。保存时把它放进 `If-Match`：没带为 428，已被别处改过为 412。收到 412 就重新获取，把用户的改动合并后再保存，不要直接覆盖。',
    ],
  },
  {
    id: 'lists',
    title: '列表',
    paragraphs: [
      '列表答复 `{items, nextCursor}`。每页条数用 `limit`（最多 100）；把 `nextCursor` 原样放进 `cursor` 取下一页，为 `null` 时没有更多。不要解析或保存游标。',
    ],
  },
  {
    id: 'waiting',
    title: '限流与重试',
    paragraphs: [
      '429、423 和 503 都带 `Retry-After`（秒）。429 与 423：倒计时，期间禁用按钮，不要自动重试。503：等这么久后自动重试，POST 沿用原来的幂等键。',
    ],
  },
  {
    id: 'uploads',
    title: '上传与下载',
    paragraphs: [
      '上传用 `multipart/form-data`，`kind` 放在 `file` 之前（服务端边收边判断）。不要自己设 `Content-Type`，由浏览器带上分隔符。单个文件不超过 20 MB；类型以文件内容为准，与扩展名不符会被拒绝。',
      '附件内容由 5 分钟内有效的下载链接给出；申请表、准考证等文书直接返回文件，`?format=` 选择 PDF、DOCX 或 HTML。',
    ],
  },
  {
    id: 'actions',
    title: '现在能做什么',
    paragraphs: [
      '报名等对象带 `availableActions`（可以进行的操作，据此显示按钮）和 `blockedActions`（`{action, code}`：为什么不能，代码即“问题代码”）。前端不要自己重写这些规则。',
    ],
  },
  {
    id: 'client',
    title: '可直接使用的请求函数',
    paragraphs: ['把以上各条合在一起：带令牌、排队刷新、幂等键、按 Retry-After 重试、把问题作为异常抛出。'],
    sample: clientSample,
  },
];
