import { type ManyCases, queueQueries } from './many-cases.js';
import { pagesOf } from './pages-of.js';
import type { TestPlatform } from './platform.js';

const ROWS = 5;
const ROWS_OF_A_STEP = 100;

/** Pages of the database (8 kB) that a page of a list looks at; null where the list is not that long. */
export interface CostOfList {
  readonly first: number;
  readonly deep: number | null;
}

/** What the first page of five rows costs and the one at `depth`, for every list of the queue, of the base or the province. */
export async function costsOfLists(
  platform: TestPlatform,
  cases: ManyCases,
  { depth, province = false }: { depth: number; province?: boolean },
): Promise<Map<string, CostOfList>> {
  const token = province
    ? platform.token({ roles: ['province_admin'] })
    : platform.token({ roles: ['base_admin'], baseIds: [cases.baseId] });
  const read = async (query: string) => {
    const { status, body } = await platform.call('GET', `/management/reviews?${query}`, { token });
    if (status !== 200) throw new Error(`the queue: ${status}`);
    return body as { nextCursor: string | null };
  };
  const pagesFor = async (query: string) => (await pagesOf(platform, 'review', () => read(query))).pages;
  const costs = new Map<string, CostOfList>();
  for (const [name, query] of Object.entries(queueQueries(cases))) {
    let cursor: string | null = '';
    for (let row = 0; row < (depth - 1) * ROWS && cursor !== null; row += ROWS_OF_A_STEP) {
      const { nextCursor } = await read(`${query}&limit=${ROWS_OF_A_STEP}${cursor}`);
      cursor = nextCursor && `&cursor=${encodeURIComponent(nextCursor)}`;
    }
    const first = await pagesFor(`${query}&limit=${ROWS}`);
    costs.set(name, { first, deep: cursor === null ? null : await pagesFor(`${query}&limit=${ROWS}${cursor}`) });
  }
  return costs;
}
