/** What the documentation pages do beside Swagger UI: copy, search, expand, and open what a link leads to. */
export const guideScript = `const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);

async function copy(text) {
  // plain HTTP from another machine has no clipboard of its own
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement('textarea'), { value: text });
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  if (!isCopied) throw new Error('not copied');
}

for (const button of all('.copy')) {
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    const text = button.parentElement.querySelector('pre').textContent;
    button.textContent = await copy(text).then(() => '已复制', () => '请手动复制');
    setTimeout(() => { button.textContent = '复制'; }, 2000);
  });
}

const expand = one('#expand');
if (expand) {
  expand.hidden = false;
  expand.addEventListener('click', () => {
    const open = expand.textContent === '全部展开';
    for (const request of all('.request')) request.open = open;
    expand.textContent = open ? '全部收起' : '全部展开';
  });
}

const rows = all('.codes tbody tr').map((row) => ({ row, text: row.textContent.toLowerCase() }));
const search = one('#search');
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let found = 0;
  for (const { row, text } of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) found += 1;
  }
  one('.search output').textContent = words.length === 0 ? '' : '找到 ' + found + ' 项';
}
if (search) {
  one('.search').hidden = false;
  one('.search').addEventListener('submit', (event) => event.preventDefault());
  search.addEventListener('input', filter);
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.hidden && search) {
    search.value = '';
    filter();
  }
  for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
  target.scrollIntoView();
}
addEventListener('hashchange', openTarget);
openTarget();

const contents = one('.page > nav details');
const narrow = matchMedia('(max-width: 60rem)');
const fold = () => { contents.open = !narrow.matches; };
narrow.addEventListener('change', fold);
fold();
`;
