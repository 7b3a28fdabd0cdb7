import { ORIGIN } from '../platform/openapi/guide/snippets.js';

/** A front end's way to call the API, with every convention in it; a test runs it as it stands. */
export const clientSample = `const api = '${ORIGIN}/api/v1';
const tokens = () => JSON.parse(localStorage.getItem('tokens') ?? 'null');

// body：对象或 FormData；答复为 JSON，问题作为异常抛出
async function call(method, path, body, headers = {}) {
  const isForm = body instanceof FormData;
  const key = crypto.randomUUID(); // 一次操作一个键，重试沿用
  const send = () =>
    fetch(api + path, {
      method,
      headers: {
        ...(tokens() && { Authorization: \`Bearer \${tokens().accessToken}\` }),
        ...(method === 'POST' && { 'Idempotency-Key': key }),
        ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: isForm || body === undefined ? body : JSON.stringify(body),
    });

  const used = tokens()?.refreshToken;
  let response = await patiently(send);
  if (response.status === 401 && used !== undefined) {
    const problem = await response.clone().json();
    if (problem.code === 'access.session-ended') {
      await refresh(used);
      response = await patiently(send);
    }
  }
  if (!response.ok) throw await response.json();
  return response.status === 204 ? undefined : response.json();
}

// 503：等 Retry-After 的秒数后再试
async function patiently(send, tries = 3) {
  const response = await send();
  if (response.status !== 503 || tries === 1) return response;
  const seconds = Number(response.headers.get('Retry-After') ?? 1);
  await new Promise((resume) => setTimeout(resume, seconds * 1000));
  return patiently(send, tries - 1);
}

// 所有请求、所有标签页排队；轮到时令牌已被换过，就不再刷新
function refresh(used) {
  return navigator.locks.request('refresh-session', async () => {
    if (tokens()?.refreshToken !== used) return;
    const response = await fetch(api + '/sessions/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken: used }),
    });
    if (!response.ok) {
      localStorage.removeItem('tokens'); // 转到登录
      throw await response.json();
    }
    localStorage.setItem('tokens', await response.text());
  });
}`;
