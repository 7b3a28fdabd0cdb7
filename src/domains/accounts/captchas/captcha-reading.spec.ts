import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { describeIf, missingPrograms } from '../../../../test/support/programs.js';
import { sizeOf } from '../../../../test/support/stress.js';
import { captchaAlphabet, letterStrokes } from './captcha-strokes.js';
import { drawCaptcha } from './draw-captcha.js';

const PICTURES = sizeOf(100, 25);
/** How many of the pictures a program may read whole, in the best of its four attempts at each. */
const MOST_READ = sizeOf(4, 3);

const some = () => Array.from({ length: 4 }, () => captchaAlphabet[randomInt(captchaAlphabet.length)]).join('');

/** The letters as they are before they are turned, bent, cut and hidden. */
function plainly(word: string): string {
  const paths = [...word].flatMap((letter, place) =>
    (letterStrokes[letter] ?? []).map(
      (stroke) =>
        `<polyline points="${stroke.map(([x, y]) => `${20 + place * 36 + x * 6},${12 + y * 6}`).join(' ')}"/>`,
    ),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="60"><rect width="180" height="60" fill="#fff"/>
    <g fill="none" stroke="#000" stroke-width="4" stroke-linejoin="round">${paths.join('')}</g></svg>`;
}

/** As a program would prepare it: three times as large, black on white, thin lines eaten away or not. */
const prepared = (svg: string, thinner: boolean): Promise<Buffer> => {
  const large = sharp(Buffer.from(svg), { density: 216 }).flatten({ background: 'white' }).greyscale();
  return (thinner ? large.blur(2).threshold(150) : large.threshold(180)).extend(margin).png().toBuffer();
};
const margin = { top: 20, bottom: 20, left: 20, right: 20, background: 'white' };

const missing =
  missingPrograms(['tesseract']).length > 0 ? 'tesseract is not installed (Debian: tesseract-ocr)' : undefined;
describeIf(missing, 'a program that reads print', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'captchas-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What it reads of each picture, told that each is one line, or one word, of the letters that there are. */
  async function read(pictures: readonly string[], thinner: boolean, mode: '7' | '8'): Promise<string[]> {
    const files = pictures.map((_, number) => path.join(folder, `${number}.png`));
    for (const [number, svg] of pictures.entries()) await writeFile(files[number] ?? '', await prepared(svg, thinner));
    const list = path.join(folder, 'list.txt');
    await writeFile(list, files.join('\n'));
    const letters = ['-c', `tessedit_char_whitelist=${captchaAlphabet.join('')}`];
    const text = execFileSync('tesseract', [list, 'stdout', '--psm', mode, ...letters], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    return text.split('\f').map((page) => page.replaceAll(/\s/g, ''));
  }

  it('reads the same letters where they are not hidden', async () => {
    const words = ['EKHX', 'HEXT', 'KXTH', 'THEX'];
    const readings = await read(words.map(plainly), false, '8');
    expect(words.filter((word, at) => readings[at] === word).length).toBeGreaterThanOrEqual(3);
  });

  it('reads next to none of the captchas, however it prepares them', async () => {
    const answers = Array.from({ length: PICTURES }, some);
    const pictures = answers.map(drawCaptcha);
    const solved = new Set<number>();
    for (const thinner of [false, true]) {
      for (const mode of ['7', '8'] as const) {
        const readings = await read(pictures, thinner, mode);
        answers.forEach((answer, at) => readings[at] === answer && solved.add(at));
      }
    }
    expect(solved.size).toBeLessThanOrEqual(MOST_READ);
  });
});
