import { defineProblem } from './problem.js';

export const MalformedRequest = defineProblem(400, 'request.malformed', {
  zh: '请求格式错误，无法解析',
  en: 'The request cannot be parsed',
});
export const NotSignedIn = defineProblem(401, 'access.not-signed-in', {
  zh: '请先登录',
  en: 'Sign in first',
});
export const SessionEnded = defineProblem(401, 'access.session-ended', {
  zh: '登录已失效，请重新登录',
  en: 'The session has ended, sign in again',
});
export const NotAllowed = defineProblem(403, 'access.not-allowed', {
  zh: '当前账号无权进行此操作',
  en: 'This account may not do that',
});
export const RouteNotFound = defineProblem(404, 'request.no-such-route', {
  zh: '没有这个地址',
  en: 'There is no such route',
});
export const StepNotAllowed = defineProblem(409, 'lifecycle.step-not-allowed', {
  zh: '当前状态不允许此操作',
  en: 'This step is not allowed in the present state',
});
export const ConcurrentChange = defineProblem(409, 'request.concurrent-change', {
  zh: '数据刚被其他操作修改，请刷新后重试',
  en: 'Somebody else has just changed this, read it again and retry',
});
export const StaleVersion = defineProblem(412, 'request.stale-version', {
  zh: '数据已被修改，请先获取最新版本',
  en: 'This has been changed since it was read',
});
export const BodyTooLarge = defineProblem(413, 'request.too-large', {
  zh: '请求内容过大',
  en: 'The request body is too large',
});
export const MediaTypeNotSupported = defineProblem(415, 'request.media-type-not-supported', {
  zh: '不支持的内容类型',
  en: 'The media type of the request body is not supported',
});
export const InvalidRequest = defineProblem(422, 'request.invalid', {
  zh: '填写内容不符合要求',
  en: 'The request has fields that are not valid',
});
export const RequestTimedOut = defineProblem(408, 'request.timed-out', {
  zh: '请求未在规定时间内传完',
  en: 'The request did not arrive whole in time',
});
export const HeadersTooLarge = defineProblem(431, 'request.headers-too-large', {
  zh: '请求头过大',
  en: 'The request headers are too large',
});
export const KeyReused = defineProblem(422, 'request.idempotency-key-reused', {
  zh: '该幂等键已用于另一请求',
  en: 'This idempotency key was used for another request',
});
export const VersionRequired = defineProblem(428, 'request.version-required', {
  zh: '请在 If-Match 中给出所依据的版本',
  en: 'Name the version that was read in If-Match',
});
export const TooManyRequests = defineProblem(429, 'request.too-many', {
  zh: '操作过于频繁，请稍后再试',
  en: 'Too many requests, wait a little',
});
export const PartUnavailable = defineProblem(503, 'platform.part-unavailable', {
  zh: '系统暂时不可用，请稍后重试',
  en: 'A part of the system is not available, try again shortly',
});
export const UnexpectedError = defineProblem(500, 'platform.unexpected', {
  zh: '系统内部错误，请联系管理员并提供追踪号',
  en: 'Something went wrong on our side, quote the trace id',
});
