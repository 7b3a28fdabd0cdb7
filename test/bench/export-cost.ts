import { plantApplications } from '../support/planted-applications.js';
import type { TestPlatform } from '../support/platform.js';

const MEGABYTE = 1024 * 1024;

/** How long a file of so many applications takes, and what memory, beside what the platform has anyway: lines for people. */
export async function exportCost(platform: TestPlatform, sizes: readonly number[]): Promise<string> {
  const plans = await platform
    .em()
    .execute<{ aggregateId: string; baseId: string; batchId: string }[]>(
      `select id as "aggregateId", base_id as "baseId", batch_id as "batchId" from applications.known_plan limit 1`,
    );
  const lines: string[] = [];
  let planted = 0;
  for (const size of sizes) {
    await plantApplications({ platform }, Math.max(1, size - planted), plans);
    planted = size;
    const { seconds, peak } = await watched(() => exportAll(platform, plans[0]?.aggregateId ?? ''));
    const rows = size.toLocaleString('en').padStart(9);
    lines.push(
      `${rows} rows: ${seconds.toFixed(1)} s, ${Math.round(size / seconds)} rows/s, +${Math.round(peak / MEGABYTE)} MB at the most`,
    );
  }
  return lines.join('\n');
}

async function exportAll(platform: TestPlatform, planId: string): Promise<void> {
  const caller = { id: crypto.randomUUID(), roles: ['province_admin' as const] };
  const call = (method: string, path: string, body?: object) =>
    platform.call(method, `/management/applications/export${path}`, { token: platform.token(caller), body });
  const { body } = await call('POST', '', { personalData: 'whole', purpose: '测量导出速度', planId });
  for (;;) {
    const { state } = (await call('GET', `/${body.id}`)).body;
    if (state === 'done') return;
    if (state === 'failed') throw new Error('the export failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function watched(work: () => Promise<void>): Promise<{ seconds: number; peak: number }> {
  const [begun, before] = [performance.now(), process.memoryUsage().rss];
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10);
  await work();
  clearInterval(watching);
  return { seconds: (performance.now() - begun) / 1000, peak: most - before };
}
