import type { DemoCode } from './demo-totp.js';

/** The codes as a page for people; it reads itself again every three seconds. */
export function totpPage(codes: readonly DemoCode[], now: Date): string {
  const rows = codes.map(({ staff: { name, phone, totpSecret }, code, usableFrom, usableUntil }) => {
    const wait = seconds(usableFrom, now);
    const when = wait > 0 ? `${wait} 秒后可用` : `${seconds(usableUntil, now)} 秒内有效`;
    return `<tr><td>${name}<td>${phone}<td><b>${code}</b><td>${when}<td>${totpSecret}`;
  });
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>示例账号动态验证码</title>
<style>body{font:15px/1.6 system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.4rem .6rem;text-align:left}b{font-size:1.3em;letter-spacing:.1em}</style>
<h1>示例账号动态验证码</h1><p>仅本机运行时提供。每个验证码只能用一次；也可将密钥输入任意身份验证器应用。</p>
<table><tr><th>账号<th>手机号码<th>验证码<th>有效期<th>密钥</tr>${rows.join('')}</table></html>`;
}

const seconds = (instant: Date, now: Date): number => Math.ceil((instant.getTime() - now.getTime()) / 1000);
