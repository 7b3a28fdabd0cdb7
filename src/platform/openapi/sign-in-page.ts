/** Where a staff member signs in to read the management documentation; speaks only the public API. */
export const signInPage = (): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>管理端接口文档 · 登录</title>
<style>
body{font:16px/1.6 system-ui,sans-serif;max-width:24rem;margin:4rem auto;padding:0 1rem}
label{display:block;margin:1rem 0 .25rem}
input{box-sizing:border-box;width:100%;padding:.5rem;font:inherit}
button{margin-top:1.5rem;padding:.5rem 1.5rem;font:inherit}
#captcha{display:block;margin-top:.5rem;height:60px;cursor:pointer;border:0;padding:0;background:none}
[role=alert]{color:#b00020;min-height:1.6em}
</style>
</head>
<body>
<h1>管理端接口文档</h1>
<p>仅限已登录的管理人员查看。</p>
<form>
<label for="identifier">手机号码</label><input id="identifier" autocomplete="username" required>
<label for="password">密码</label><input id="password" type="password" autocomplete="current-password" required>
<label for="totp">动态验证码或恢复代码（绑定后必填）</label><input id="totp" autocomplete="one-time-code">
<label for="answer">图片验证码</label><input id="answer" autocomplete="off" required>
<img id="captcha" alt="图片验证码，点击更换">
<p role="alert"></p>
<button>登录</button>
</form>
<script src="/docs/scripts/sign-in.js"></script>
</body>
</html>`;

export const signInScript = `const field = (id) => document.getElementById(id);
const say = (text) => { document.querySelector('[role=alert]').textContent = text; };
let captchaId;
async function post(path, body, headers = {}) {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: body && JSON.stringify(body) });
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
}
async function newCaptcha() {
  const captcha = await post('/api/v1/captchas', {});
  captchaId = captcha.captchaId;
  field('captcha').src = captcha.image;
  field('answer').value = '';
}
field('captcha').addEventListener('click', () => newCaptcha());
document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  say('');
  try {
    const { accessToken, mustChangePassword, mustEnrolTotp } = await post('/api/v1/sessions', { identifier: field('identifier').value, password: field('password').value, totp: field('totp').value.trim() || undefined, captchaId, captchaAnswer: field('answer').value });
    if (mustChangePassword || mustEnrolTotp) throw new Error('请先在管理端修改一次性密码并绑定动态验证码');
    await post('/docs/management/session', {}, { authorization: 'Bearer ' + accessToken });
    location.assign('/docs/management');
  } catch (error) {
    say(error.message);
    await newCaptcha();
  }
});
newCaptcha().catch((error) => say(error.message));
`;
