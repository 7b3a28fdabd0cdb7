import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf, type PathOperation, type ResponseObject } from '../operations.js';
import type { Guide, GuideChapter, GuideConvention, GuideRequest, GuideStep } from './guide.js';
import { escaped, sentence, snippet } from './html.js';
import { codesOf } from './problem-catalogue.js';
import { type ShownRequest, showRequest, variablesOf } from './shown-request.js';
import { curlOf, fetchOf, jsonOf } from './snippets.js';

/** Codes that every operation, or every signed-in one, lists: told once, among the conventions. */
const EVERYWHERE =
  /^(request\.(malformed|invalid|too-large|media-type-not-supported|idempotency-key-reused)|access|platform)\b/;

/** The conventions and the steps; what this process does not serve is left out. */
export class GuideSections {
  private readonly operations: ReadonlyMap<string, PathOperation>;
  /** Which request brings a variable, as far as it has been shown. */
  private readonly givenBy = new Map<string, string>();
  private readonly shown = new Set<string>();

  constructor(
    private readonly document: OpenAPIObject,
    private readonly guide: Guide,
  ) {
    this.operations = new Map(operationsOf(document).map((found) => [found.operation.operationId ?? '', found]));
  }

  /** The chapters that have anything to show. */
  get chapters(): readonly GuideChapter[] {
    return this.guide.chapters.flatMap((chapter) => {
      const steps = chapter.steps.filter(({ requests }) => requests.some((request) => this.find(request)));
      return steps.length > 0 ? [{ ...chapter, steps }] : [];
    });
  }

  html(): string {
    return `<section id="conventions">
<h2>约定</h2>
${this.guide.conventions.map(conventionHtml).join('\n')}
</section>
<section id="steps">
<h2>步骤</h2>
<p>按操作手册的顺序。<code>{{…}}</code> 是要换成自己的值的地方（Postman、Apifox 等工具导入 curl 后就是变量）。</p>
<fieldset class="languages"><legend>请求写成</legend><input type="radio" name="language" id="as-curl" checked><label for="as-curl">curl</label><input type="radio" name="language" id="as-fetch"><label for="as-fetch">fetch（浏览器）</label><button type="button" id="expand" hidden>全部展开</button></fieldset>
${this.chapters.map((chapter) => this.chapterHtml(chapter)).join('\n')}
</section>`;
  }

  private chapterHtml({ id, title, text, steps }: GuideChapter): string {
    return `<section class="chapter" id="${id}">
<h3>${escaped(title)}</h3>
${text === undefined ? '' : `<p>${sentence(text)}</p>`}
${steps.map((step) => this.stepHtml(step)).join('\n')}
</section>`;
  }

  private stepHtml({ title, when, requests }: GuideStep): string {
    return `<h4>${escaped(title)}</h4>
<p class="when"><b>何时可以</b> ${sentence(when)}</p>
${requests.map((request) => this.requestHtml(request)).join('\n')}`;
  }

  private requestHtml(request: GuideRequest): string {
    const found = this.find(request);
    if (!found) return '';
    const { operationId, note } = request;
    const { path, method, operation } = found;
    const shown = showRequest(this.document, found, request);
    const sources = variablesOf(shown).map((name) => this.sourceOf(name));
    const isFirst = !this.shown.has(operationId);
    this.shown.add(operationId);
    for (const name of Object.keys(request.gives ?? {})) this.givenBy.set(name, operationId);
    const tag = operation.tags?.[0] ?? '';
    return `<details class="request"${isFirst ? ` id="operation-${escaped(operationId)}"` : ''}${this.shown.size === 1 && isFirst ? ' open' : ''}>
<summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${escaped(path)}</code> <span>${escaped(operation.summary ?? '')}</span></summary>
${note === undefined ? '' : `<p>${sentence(note)}</p>`}
${snippet(curlOf(shown), 'curl')}
${snippet(fetchOf(shown), 'fetch')}
${sources.length > 0 ? `<ul class="variables">${sources.join('')}</ul>` : ''}
${answerHtml(shown)}
${problemsHtml(operation.responses as Record<string, ResponseObject>)}
<p class="more"><a href="#/${encodeURIComponent(tag)}/${encodeURIComponent(operationId)}">接口文档：${escaped(operationId)}</a></p>
</details>`;
  }

  private sourceOf(name: string): string {
    const input = this.guide.inputs[name];
    const giver = this.givenBy.get(name);
    const from =
      giver === undefined
        ? '来自之前的答复'
        : `来自 <a href="#operation-${escaped(giver)}">${escaped(giver)}</a> 的答复`;
    return `<li><code>${escaped(name)}</code> ${input === undefined ? from : escaped(input)}</li>`;
  }

  private find({ operationId }: GuideRequest): PathOperation | undefined {
    return this.operations.get(operationId);
  }
}

const conventionHtml = ({ id, title, paragraphs, sample }: GuideConvention): string =>
  `<details class="convention" id="${id}"${sample === undefined ? ' open' : ''}><summary>${escaped(title)}</summary>
${paragraphs.map((paragraph) => `<p>${sentence(paragraph)}</p>`).join('\n')}
${sample === undefined ? '' : snippet(sample, 'sample')}
</details>`;

function answerHtml({ answer: { status, mediaType, example } }: ShownRequest): string {
  if (mediaType === undefined) return `<p class="answer">答复 <b>${status}</b>，没有内容</p>`;
  if (example === undefined) return `<p class="answer">答复 <b>${status}</b>，<code>${escaped(mediaType)}</code></p>`;
  return `<details class="answer"><summary>答复示例 <b>${status}</b></summary><pre tabindex="0"><code>${escaped(jsonOf(example))}</code></pre></details>`;
}

function problemsHtml(responses: Readonly<Record<string, ResponseObject>>): string {
  const codes = Object.values(responses).flatMap(codesOf);
  const own = codes.filter((code) => !EVERYWHERE.test(code));
  if (own.length === 0) return '';
  const links = own.map((code) => `<li><a href="#problem-${escaped(code)}"><code>${escaped(code)}</code></a></li>`);
  return `<details class="problems"><summary>可能的问题（${own.length}）</summary><ul>${links.join('')}</ul></details>`;
}
