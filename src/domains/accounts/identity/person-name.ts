import type { Fault } from './fault.js';

export const NAME_MIN = 2;
export const NAME_MAX = 30;

// Ideographs of every block, 々 and 〇 among them, but neither the radicals nor the strokes that look like ideographs.
const ideographs = '(?:(?=\\p{Ideographic})\\p{Script=Han})+';
const han = new RegExp(`^${ideographs}(?:·${ideographs})*$`, 'u');
const latin = /^\p{Script=Latin}+(?: \p{Script=Latin}+)*$/u;
// what keyboards and older systems put between the parts of a name, where GB 18030 has `·`
const otherDots = /[•‧∙⋅・･．]/g;

/**
 * The one form of a name: single spaces, `·` for every middle dot, letters composed with their accents. Ideographs stay
 * as they were typed, since composing would replace some by others.
 */
export function normaliseName(typed: string): string {
  const spaced = typed.trim().replace(/\s+/g, ' ').replace(otherDots, '·').replace(/ ?· ?/g, '·');
  return /\p{M}/u.test(spaced) ? spaced.normalize('NFC') : spaced;
}

/** What is wrong with a normalised name: 2 to 30 characters of Han script with `·` between, or of Latin letters with spaces. */
export function nameFaults(name: string): Fault[] {
  const { length } = [...name];
  if (length < NAME_MIN || length > NAME_MAX) {
    return [{ code: 'length', detail: { zh: '姓名应为 2 至 30 个字', en: 'must be 2 to 30 characters' } }];
  }
  if (han.test(name) || latin.test(name)) return [];
  return [
    {
      code: 'format',
      detail: {
        zh: '姓名应为汉字（可含间隔号·），或拉丁字母和空格',
        en: 'must be Chinese characters (with · between), or Latin letters with spaces',
      },
    },
  ];
}
