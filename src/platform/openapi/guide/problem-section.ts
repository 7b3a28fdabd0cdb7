import { showings } from './guide.js';
import { escaped } from './html.js';
import type { CataloguedProblem } from './problem-catalogue.js';

// beyond this a list of operations says no more than their number
const FEW_OPERATIONS = 3;

/** The table of problem codes and that of field codes, with a search that the page's script brings to life. */
export const problemSections = (
  problems: readonly CataloguedProblem[],
  fieldCodes: Readonly<Record<string, string>>,
): string => `<section id="problems">
<h2>问题代码</h2>
<p>按 <code>code</code> 判断，把 <code>detail</code>（没有时 <code>title</code>）显示给用户。供程序使用的同一张表：<a href="/docs/problems.json">/docs/problems.json</a></p>
<form class="search" role="search" hidden><label for="search">查找代码、文字、接口</label><input id="search" type="search" autocomplete="off" spellcheck="false"><output for="search" aria-live="polite"></output></form>
<details class="legend"><summary>“怎样显示”一栏的意思</summary><dl>${Object.values(showings)
  .map(({ name, meaning }) => `<dt>${name}</dt><dd>${escaped(meaning)}</dd>`)
  .join('')}</dl></details>
<table class="codes">
<thead><tr><th scope="col">代码</th><th scope="col">显示的文字</th><th scope="col">怎样显示、做什么</th><th scope="col">哪些接口</th></tr></thead>
<tbody>
${problems.map(problemRow).join('\n')}
</tbody>
</table>
</section>
<section id="field-codes">
<h2>字段代码</h2>
<p><code>errors[].code</code> 与 <code>missing[].code</code>。同一处的 <code>detail</code> 是给填写人看的话，<code>pointer</code> 指出哪个字段。</p>
<table class="codes" id="field-table">
<thead><tr><th scope="col">代码</th><th scope="col">意思与做法</th></tr></thead>
<tbody>
${Object.entries(fieldCodes)
  .map(([code, words]) => `<tr><th scope="row">${breakable(code)}</th><td>${escaped(words)}</td></tr>`)
  .join('\n')}
</tbody>
</table>
</section>`;

const problemRow = ({ code, status, title, show, then, operations }: CataloguedProblem): string =>
  `<tr id="problem-${escaped(code)}"><th scope="row">${breakable(code)} <span class="status">${status}</span></th>` +
  `<td>${escaped(title.zh)}<small lang="en">${escaped(title.en)}</small></td>` +
  `<td><span class="showing">${showings[show].name}</span>${escaped(then)}</td>` +
  `<td data-label="接口">${operationList(operations)}</td></tr>`;

/** A code that is cut, where it must be, between its words. */
const breakable = (code: string): string => `<code>${escaped(code).replaceAll(/[.-]/g, '$&<wbr>')}</code>`;

function operationList(operations: readonly string[]): string {
  if (operations.length === 0) return '任何请求，或列表中的一项';
  const names = operations.map((name) => `<code>${escaped(name)}</code>`).join(' ');
  if (operations.length <= FEW_OPERATIONS) return names;
  return `<details><summary>${operations.length} 个接口</summary>${names}</details>`;
}
