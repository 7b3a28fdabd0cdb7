import { Worker } from 'node:worker_threads';

export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The number that If-Match begins with, one more each round. */
  readonly counted?: number;
}

export interface Load {
  readonly url: string;
  /** One for each connection, repeated for `milliseconds`; or, without a time, each sent once. */
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  readonly milliseconds: number;
}

/** Requests a second and latencies in milliseconds. */
export interface Figures {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

/** Sends the load from another thread; throws when anything but success is answered, which would be quick and mean nothing. */
export async function measure(load: Load): Promise<Figures> {
  const worker = new Worker(new URL('load.mjs', import.meta.url), { workerData: load, execArgv: [] });
  const { latencies, seconds, refused } = await new Promise<{
    latencies: number[];
    seconds: number;
    refused: number[];
  }>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  if (refused.length > 0) throw new Error(`${refused.length} requests were refused, the first with ${refused[0]}`);
  return { rate: latencies.length / seconds, ...quantiles(latencies) };
}

export function quantiles(latencies: readonly number[]): Pick<Figures, 'p50' | 'p99'> {
  const sorted = [...latencies].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
