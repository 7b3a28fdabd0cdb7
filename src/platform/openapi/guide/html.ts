/** Text as it may stand in HTML, in an element or an attribute. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** A sentence in which `` `code` `` is set as such. */
export const sentence = (text: string): string =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? escaped(part) : `<code>${escaped(part)}</code>`))
    .join('');

/** Text to be copied, with its button; the button appears where the script runs. */
export const snippet = (text: string, kind: string): string =>
  `<div class="snippet ${kind}"><button type="button" class="copy" hidden>复制</button><pre tabindex="0"><code>${escaped(text)}</code></pre></div>`;
