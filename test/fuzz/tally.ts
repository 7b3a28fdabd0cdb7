import type { SentAnswer } from '../support/raw-request.js';

/** How often each operation gave which answer: shows whether the fuzzer gets past the front door. */
export class Tally {
  private readonly answers = new Map<string, Map<string, number>>();

  count(operationId: string, { status, json }: SentAnswer): void {
    const code = (json as { code?: string } | undefined)?.code;
    const key = status < 400 ? String(status) : `${status} ${code}`;
    const counts = this.answers.get(operationId) ?? new Map<string, number>();
    this.answers.set(operationId, counts.set(key, (counts.get(key) ?? 0) + 1));
  }

  /** A line for each operation. */
  table(): string {
    const lines = [...this.answers].map(([operationId, counts]) => {
      const sorted = [...counts].sort(([, one], [, other]) => other - one);
      return `${operationId}: ${sorted.map(([key, count]) => `${key} ×${count}`).join(', ')}\n`;
    });
    const succeeded = [...this.answers.values()].filter((counts) => [...counts.keys()].some((key) => key < '3')).length;
    return `${lines.join('')}${succeeded} of ${this.answers.size} operations succeeded at least once\n`;
  }
}
