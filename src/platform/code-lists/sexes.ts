import type { CodeList } from './code-list.js';

export const sexList: CodeList = {
  name: 'sex',
  title: { zh: '性别', en: 'sex' },
  standard: 'GB/T 2261.1-2003',
  complete: true,
  codes: [
    { code: '0', name: '未知的性别' },
    { code: '1', name: '男性' },
    { code: '2', name: '女性' },
    { code: '9', name: '未说明的性别' },
  ],
};
