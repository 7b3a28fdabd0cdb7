import type { Platform } from '../bootstrap.js';
import type { DemoAccount } from '../welcome.js';

/** Plants the demo data of a first start, through the documented API alone. Returns the accounts, also at later starts. */
export async function plantDemoData(_platform: Platform): Promise<readonly DemoAccount[]> {
  return Promise.resolve([]);
}
