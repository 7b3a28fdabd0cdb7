import type { Figures } from './measure.js';

/** The figures of one run, as people read them. */
export class Table {
  private readonly rows: string[][] = [
    ['', 'req/s', 'bare req/s', 'ratio', 'p50 ms', 'bare p50', 'p99 ms', 'bare p99'],
  ];

  add(name: string, ours: Figures, bare: Figures): void {
    this.rows.push([
      name,
      ours.rate.toFixed(0),
      bare.rate.toFixed(0),
      (ours.rate / bare.rate).toFixed(2),
      ours.p50.toFixed(1),
      bare.p50.toFixed(1),
      ours.p99.toFixed(1),
      bare.p99.toFixed(1),
    ]);
  }

  text(): string {
    const widths =
      this.rows[0]?.map((_, column) => Math.max(...this.rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return this.rows
      .map((row) =>
        row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
      )
      .join('\n');
  }
}
