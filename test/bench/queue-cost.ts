import { costsOfLists } from '../support/cost-of-lists.js';
import { plantCases } from '../support/many-cases.js';
import type { TestPlatform } from '../support/platform.js';

/** Pages of the database that the first and the thousandth page of each list of the queue look at: lines for people to read. */
export async function queueCost(platform: TestPlatform, sizes: readonly number[]): Promise<string> {
  const lines: string[] = [];
  for (const size of sizes) {
    const cases = await plantCases(platform, size);
    for (const province of [false, true]) {
      for (const [name, { first, deep }] of await costsOfLists(platform, cases, { depth: 1001, province })) {
        const whose = province ? 'province' : 'base';
        const thousandth = deep === null ? '' : `, thousandth ${deep}`;
        lines.push(`${size.toLocaleString('en').padStart(9)} cases, ${whose}, ${name}: first ${first}${thousandth}`);
      }
    }
  }
  return lines.join('\n');
}
