import type { OutboxEntry } from './outbox-entry.entity.js';

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** The outbox as a page for people; it reads itself again every three seconds. */
export function outboxPage(entries: readonly OutboxEntry[]): string {
  const rows = entries.map(
    ({ kind, to, text, code, createdAt }) =>
      `<tr><td>${createdAt.toISOString()}<td>${kind}<td>${escaped(to ?? '')}<td>${escaped(text)}<td><b>${escaped(code ?? '')}</b>`,
  );
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>本地发件箱</title>
<style>body{font:15px/1.6 system-ui,sans-serif;margin:2rem}table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.4rem .6rem;text-align:left;vertical-align:top}td:first-child{white-space:nowrap}</style>
<h1>本地发件箱</h1><p>本机运行时，短信、邮件和图片验证码答案都不会真正发出，而是记在这里，最新的在前。</p>
<table><tr><th>时间<th>种类<th>收件人<th>内容<th>验证码</tr>${rows.join('')}</table></html>`;
}
