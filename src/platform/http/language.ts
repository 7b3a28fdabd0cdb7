import type { Language } from '../problems/problem.js';

/** Chinese, unless `Accept-Language` prefers English (RFC 9110, 12.5.4). */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters
      .find((parameter) => parameter.trim().startsWith('q='))
      ?.trim()
      .slice(2);
    return { tag, quality: quality === undefined ? 1 : Number(quality) };
  });
  const quality = (language: Language) =>
    Math.max(
      0,
      ...wishes.filter(({ tag }) => tag === language || tag.startsWith(`${language}-`)).map((wish) => wish.quality),
    );
  return quality('en') > quality('zh') ? 'en' : 'zh';
}
