import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../../../test/support/platform.js';
import { choicesOf, nameIn } from './code-list.js';
import { codeLists } from './code-lists.js';
import { degreeList, reachesDegree } from './degrees.js';
import { educationList, reachesEducation } from './education.js';
import { ethnicityList } from './ethnicities.js';
import { titleList } from './titles.js';

describe('a code list', () => {
  it.each([...codeLists.values()])('$name has each code once, and each group before its members', ({ codes }) => {
    const seen = new Set<string>();
    for (const { code, parent } of codes) {
      expect(seen).not.toContain(code);
      if (parent !== undefined) expect(seen).toContain(parent);
      seen.add(code);
    }
  });

  it.each([
    [ethnicityList, '01', '汉族'],
    [ethnicityList, '08', '壮族'],
    [ethnicityList, '13', '瑶族'],
    [ethnicityList, '49', '京族'],
    [ethnicityList, '56', '基诺族'],
    [educationList, '21', '大学本科毕业'],
    [degreeList, '410', '医学学士学位'],
    [degreeList, '345', '临床医学硕士专业学位'],
    [titleList, '233', '主治医师'],
    [titleList, '253', '主管护师'],
    [titleList, '614', '研究实习员（自然科学）'],
    [titleList, '011', '教授'],
  ])('%# says the word of the standard', (list, code, name) => {
    expect(nameIn(list, code)).toBe(name);
    expect(choicesOf(list)).toContain(code);
  });

  it('offers no group as an answer', () => {
    expect(choicesOf(educationList)).not.toContain('20');
    expect(choicesOf(titleList)).not.toContain('230');
  });

  it('has every choice of education stand above, at or below what a rule asks for', () => {
    const atLeastCollege = choicesOf(educationList).filter((code) => reachesEducation(code, '31'));
    expect(atLeastCollege).toEqual([
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
      '17',
      '18',
      '19',
      '21',
      '22',
      '23',
      '28',
      '31',
    ]);
    expect(choicesOf(educationList).filter((code) => reachesEducation(code, '14'))).toEqual(['11', '12', '13', '14']);
  });

  it('ranks degrees by their level, and no honorary one', () => {
    expect(['2', '210', '3', '345', '4', '410', '1', '0'].map((code) => reachesDegree(code, '3'))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('over HTTP', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startTestPlatform('none');
  });
  afterAll(() => platform.stop());

  it('anybody reads which lists there are, and one of them with the number of its standard', async () => {
    const { body } = await platform.call('GET', '/code-lists');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([...codeLists.keys()]);
    const one = await platform.call('GET', '/code-lists/ethnicity');
    expect(one.body).toMatchObject({ title: '民族', standard: 'GB/T 3304-1991', complete: true });
    expect(one.body.codes).toContainEqual({
      code: '08',
      name: '壮族',
      parent: null,
      selectable: true,
      extension: false,
    });
    expect(one.headers.get('cache-control')).toBe('public, max-age=86400');
  });

  it('a list that is known already is not sent again', async () => {
    const { headers } = await platform.call('GET', '/code-lists/title');
    const again = await platform.call('GET', '/code-lists/title', {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('says so when there is no such list', async () => {
    expect(await platform.call('GET', '/code-lists/shoe-sizes')).toMatchObject({
      status: 404,
      body: { code: 'platform.code-list-not-found' },
    });
  });
});
