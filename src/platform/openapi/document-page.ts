import { escaped } from './guide/html.js';
import { pageStyle } from './guide/page-style.js';

/** One entry of a page's contents. */
export interface Heading {
  readonly id: string;
  readonly title: string;
  readonly below?: readonly Heading[];
}

/** A page of the API documents: what people read first, then Swagger UI over the document at `url`. */
export const documentPage = (title: string, url: string, headings: readonly Heading[], content: string): string =>
  `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#content">跳到正文</a>
<div class="page">
<nav aria-label="目录"><details open><summary>目录</summary>${listOf([...headings, { id: 'api', title: '接口文档' }])}</details></nav>
<main id="content">
<header class="top"><h1>${title}</h1>
<p>其他文档：<a href="/docs">学员端与公开接口</a>、<a href="/docs/management">管理端接口</a>（工作人员登录后查看）、<a href="/docs/integration">对接接口</a>。OpenAPI 原文：<a href="${url}">${url}</a></p></header>
${content}
</main>
</div>
<section id="api">
<h2>接口文档</h2>
<div id="document" data-url="${url}"></div>
</section>
<script src="/docs/scripts/guide.js" defer></script>
<script src="/docs/assets/swagger-ui-bundle.js" defer></script>
<script src="/docs/scripts/document.js" defer></script>
</body>
</html>`;

const listOf = (headings: readonly Heading[]): string =>
  `<ul>${headings
    .map(({ id, title, below }) => `<li><a href="#${id}">${escaped(title)}</a>${below ? listOf(below) : ''}</li>`)
    .join('')}</ul>`;

export const documentScript = `const place = document.querySelector('#document');
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

const ui = window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.url,
  deepLinking: true,
  displayOperationId: true,
  filter: true,
  persistAuthorization: true,
  validatorUrl: null,
});

// a link of the guide leads to an operation that Swagger UI opens by itself only when the page is loaded
addEventListener('hashchange', () => {
  const [, tag, operation] = location.hash.split('/').map(decodeURIComponent);
  if (location.hash[1] !== '/' || !tag) return;
  ui.layoutActions.show(['operations-tag', tag], true);
  if (operation) ui.layoutActions.show(['operations', tag, operation], true);
  requestAnimationFrame(() => document.getElementById('operations-' + tag + (operation ? '-' + operation : ''))?.scrollIntoView());
});
`;
