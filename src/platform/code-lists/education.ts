import type { Code, CodeList } from './code-list.js';

type Stage = [code: string, name: string, levels: [code: string, name: string][]];

const stages: Stage[] = [
  [
    '10',
    '研究生教育',
    [
      ['11', '博士研究生毕业'],
      ['12', '博士研究生结业'],
      ['13', '博士研究生肄业'],
      ['14', '硕士研究生毕业'],
      ['15', '硕士研究生结业'],
      ['16', '硕士研究生肄业'],
      ['17', '研究生班毕业'],
      ['18', '研究生班结业'],
      ['19', '研究生班肄业'],
    ],
  ],
  [
    '20',
    '大学本科教育',
    [
      ['21', '大学本科毕业'],
      ['22', '大学本科结业'],
      ['23', '大学本科肄业'],
      ['28', '大学普通班毕业'],
    ],
  ],
  [
    '30',
    '大学专科教育',
    [
      ['31', '大学专科毕业'],
      ['32', '大学专科结业'],
      ['33', '大学专科肄业'],
    ],
  ],
  [
    '40',
    '中等职业教育',
    [
      ['41', '中等专科毕业'],
      ['42', '中等专科结业'],
      ['43', '中等专科肄业'],
      ['44', '职业高中毕业'],
      ['45', '职业高中结业'],
      ['46', '职业高中肄业'],
      ['47', '技工学校毕业'],
      ['48', '技工学校结业'],
      ['49', '技工学校肄业'],
    ],
  ],
  [
    '60',
    '普通高级中学教育',
    [
      ['61', '普通高中毕业'],
      ['62', '普通高中结业'],
      ['63', '普通高中肄业'],
    ],
  ],
  [
    '70',
    '初级中学教育',
    [
      ['71', '初中毕业'],
      ['73', '初中肄业'],
    ],
  ],
  [
    '80',
    '小学教育',
    [
      ['81', '小学毕业'],
      ['83', '小学肄业'],
    ],
  ],
];

export const educationList: CodeList = {
  name: 'education',
  title: { zh: '学历', en: 'education' },
  standard: 'GB/T 4658-2006',
  complete: true,
  codes: [
    ...stages.flatMap(([code, name, levels]): Code[] => [
      { code, name, group: true },
      ...levels.map(([level, word]) => ({ code: level, name: word, parent: code })),
    ]),
    { code: '90', name: '其他' },
  ],
};

/** Completed educations that a rule can ask for, the highest first; who left without finishing has the one below. */
const ladder = ['11', '14', '21', '31', '41'] as const;
export const askedEducations: readonly string[] = ladder;

// what counts as which rung: a completed postgraduate class is a completed bachelor and more, and no master
const rungs: Readonly<Record<string, (typeof ladder)[number]>> = {
  ...{ '11': '11', '12': '14', '13': '14', '14': '14', '15': '21', '16': '21', '17': '21', '18': '21', '19': '21' },
  ...{ '21': '21', '22': '31', '23': '31', '28': '21', '31': '31', '41': '41', '44': '41', '47': '41' },
};

/** Whether an education is the asked one or a higher one. */
export function reachesEducation(code: string, asked: string): boolean {
  const rung = rungs[code];
  return rung !== undefined && ladder.indexOf(rung) <= askedEducations.indexOf(asked);
}
