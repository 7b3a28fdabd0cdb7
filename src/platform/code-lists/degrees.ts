import type { Code, CodeList } from './code-list.js';

const fields = '哲学 经济学 法学 教育学 文学 历史学 理学 工学 农学 医学 军事学 管理学'.split(' ');

const academic = (first: string, word: string): Code[] =>
  fields.map((field, index) => ({
    code: `${first}${String(index + 1).padStart(2, '0')}`,
    name: `${field}${word}学位`,
    parent: first,
  }));

const professional = (first: string, degrees: Readonly<Record<string, string>>): Code[] =>
  Object.entries(degrees).map(([code, name]) => ({ code, name: `${name}专业学位`, parent: first }));

/**
 * The groups 2, 3 and 4 may be chosen too: on many a certificate only the level can be read. Professional degrees are
 * those of the edition of 2003; later ones are chosen by their level.
 */
export const degreeList: CodeList = {
  name: 'degree',
  title: { zh: '学位', en: 'degree' },
  standard: 'GB/T 6864-2003',
  complete: false,
  codes: [
    { code: '0', name: '无学位', extension: true },
    { code: '1', name: '名誉博士' },
    { code: '2', name: '博士' },
    ...academic('2', '博士'),
    ...professional('2', { '245': '临床医学博士', '248': '兽医博士', '250': '口腔医学博士' }),
    { code: '3', name: '硕士' },
    ...academic('3', '硕士'),
    ...professional('3', {
      ...{ '341': '法律硕士', '342': '教育硕士', '343': '工程硕士', '344': '建筑学硕士', '345': '临床医学硕士' },
      ...{ '346': '工商管理硕士', '347': '农业推广硕士', '348': '兽医硕士', '349': '公共管理硕士' },
      ...{ '350': '口腔医学硕士', '351': '公共卫生硕士', '352': '军事硕士' },
    }),
    { code: '4', name: '学士' },
    ...academic('4', '学士'),
    ...professional('4', { '444': '建筑学学士' }),
  ],
};

/** Levels that a rule can ask for, the highest first. */
export const askedDegrees: readonly string[] = ['2', '3', '4'];

/** Whether a degree is of the asked level or a higher one; an honorary doctorate is no degree that was studied for. */
export function reachesDegree(code: string, asked: string): boolean {
  const level = askedDegrees.indexOf(code.charAt(0));
  return level >= 0 && level <= askedDegrees.indexOf(asked);
}
