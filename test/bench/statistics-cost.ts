import { countMany } from '../support/many-applications.js';
import { pagesOf } from '../support/pages-of.js';
import type { TestPlatform } from '../support/platform.js';
import { quantiles } from './measure.js';

const READS = 400;

/** What reading the statistics costs with a hundred applications and with a million: lines for people to read. */
export async function statisticsCost(platform: TestPlatform, token: string): Promise<string> {
  const lines: string[] = [];
  let etag = '';
  const read = async (known?: string) => {
    const headers = { authorization: `Bearer ${token}`, ...(known !== undefined && { 'if-none-match': known }) };
    const response = await fetch(`${platform.url}/api/v1/plans/statistics`, { headers });
    await response.text();
    if (response.status !== (known === undefined ? 200 : 304)) throw new Error(`statistics: ${response.status}`);
    etag = response.headers.get('etag') ?? '';
  };
  let total = 0;
  for (const applications of [100, 1_000_000]) {
    await countMany(platform, applications - total);
    total = applications;
    await read();
    for (const [what, known] of [
      ['read', undefined],
      ['304 ', etag],
    ] as const) {
      const times: number[] = [];
      for (let round = 0; round < READS; round++) {
        const begun = performance.now();
        await read(known);
        times.push(performance.now() - begun);
      }
      const { p50, p99 } = quantiles(times);
      const { pages } = await pagesOf(platform, 'recruitment', () => read(known));
      const size = applications.toLocaleString('en').padStart(9);
      lines.push(`${what} at ${size} applications: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${pages} pages`);
    }
  }
  return lines.join('\n');
}
