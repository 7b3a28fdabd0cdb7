import type { Code, CodeList } from './code-list.js';

const groups: [code: string, name: string, titles: string][] = [
  ['230', '卫生技术人员（医师）', '主任医师 副主任医师 主治医师 医师 医士'],
  ['240', '卫生技术人员（药剂）', '主任药师 副主任药师 主管药师 药师 药士'],
  ['250', '卫生技术人员（护理）', '主任护师 副主任护师 主管护师 护师 护士'],
  ['260', '卫生技术人员（技师）', '主任技师 副主任技师 主管技师 技师 技士'],
  ['010', '高等学校教师', '教授 副教授 讲师（高校） 助教（高校）'],
  ['610', '自然科学研究人员', '研究员（自然科学） 副研究员（自然科学） 助理研究员（自然科学） 研究实习员（自然科学）'],
];

/** Those that applicants to a medical training have; whoever has another chooses 其他 and writes it. */
export const titleList: CodeList = {
  name: 'title',
  title: { zh: '专业技术职务（职称）', en: 'professional title' },
  standard: 'GB/T 8561-2001',
  complete: false,
  codes: [
    ...groups.flatMap(([group, name, titles]): Code[] => [
      { code: group, name, group: true },
      ...titles.split(' ').map((title, index) => ({
        code: String(Number(group) + index + 1).padStart(3, '0'),
        name: title,
        parent: group,
      })),
    ]),
    { code: 'none', name: '无职称', extension: true },
    { code: 'other', name: '其他', extension: true },
  ],
};

/** The code of a title that is in no list, and stands in a field of its own. */
export const OTHER_TITLE = 'other';
