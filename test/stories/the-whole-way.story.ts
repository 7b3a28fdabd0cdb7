import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { walkThrough } from '../../scripts/walkthrough/walk-through.js';
import { plantDemoData } from '../../src/demo/plant-demo-data.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';

describe('the whole way, from registration to the admission ticket', () => {
  let platform: TestPlatform;
  let folder: string;

  beforeAll(async () => {
    platform = await startTestPlatform();
    await plantDemoData(platform.platform);
    folder = await mkdtemp(path.join(os.tmpdir(), 'whole-way-'));
  });
  afterAll(async () => {
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a trainee goes it, and another one after the first, on the same database', async () => {
    const told: string[] = [];
    const steps = await walkThrough(platform.url, folder, (line) => told.push(line));
    expect(steps).toBe(25);
    for (const document of ['申请表.pdf', '准考证.pdf']) {
      expect((await readFile(path.join(folder, document))).subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect(told.filter((line) => line.includes('短信：'))).toHaveLength(8);
    expect(await walkThrough(platform.url, folder, () => undefined)).toBe(25);
  }, 120_000);
});
