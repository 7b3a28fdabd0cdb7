import { costsOfLists } from '../../../../test/support/cost-of-lists.js';
import { plantCases } from '../../../../test/support/many-cases.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';

// `npm run bench` does the same with a million cases and the thousandth page
const MOST_PAGES = 100;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform('review');
});
afterAll(() => platform.stop());

it.each([5_000, 25_000])(
  'a page of a list costs a few pages of the database among %d cases, near its beginning and far from it',
  async (count) => {
    const cases = await plantCases(platform, count);
    const ofBase = await costsOfLists(platform, cases, { depth: 101 });
    const ofProvince = await costsOfLists(platform, cases, { depth: 101, province: true });
    const dear = [...ofBase, ...ofProvince].filter(([, { first, deep }]) => Math.max(first, deep ?? 0) > MOST_PAGES);
    expect(dear).toEqual([]);
    expect([...ofBase.values()].filter(({ deep }) => deep !== null).length).toBeGreaterThan(5);
  },
  60_000,
);
