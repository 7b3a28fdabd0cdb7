import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { jpeg, png, pngBomb, withMetadata } from '../../../test/support/made-files.js';
import { problem, temporaryFiles } from '../../../test/support/uploads.js';
import { encodeAnew, type ImageRules, readImageHead } from './image.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'images-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: Buffer): Promise<string> {
  const file = path.join(folder, 'image');
  await writeFile(file, content);
  return file;
}

describe('the head of an image', () => {
  const head = async (content: Buffer, rules?: ImageRules) => readImageHead(await fileOf(content), 'image/jpeg', rules);

  it.each<[string, ImageRules, string | undefined]>([
    [
      '295 × 413 is enough',
      { minWidth: 295, minHeight: 413, portrait: true, minRatio: 0.7, maxRatio: 0.72 },
      undefined,
    ],
    ['it is too narrow', { minWidth: 296 }, 'files.image-too-small'],
    ['it is too low', { minHeight: 414 }, 'files.image-too-small'],
    ['it is too slim', { minRatio: 0.75 }, 'files.image-wrong-shape'],
    ['it is too broad', { maxRatio: 0.7 }, 'files.image-wrong-shape'],
  ])('measures an image of 295 × 413: %s', async (_, rules, code) => {
    const measured = head(await jpeg(295, 413), rules);
    if (code === undefined) expect(await measured).toMatchObject({ width: 295, height: 413 });
    else await expect(measured).rejects.toEqual(problem(code));
  });

  it('measures an image as it is looked at, not as it lies in the file', async () => {
    const lying = await sharp(await jpeg(400, 300))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await head(lying, { portrait: true })).toMatchObject({ width: 300, height: 400 });
    await expect(head(await jpeg(400, 300), { portrait: true })).rejects.toEqual(problem('files.image-wrong-shape'));
    await expect(head(await jpeg(400, 400), { portrait: true })).rejects.toEqual(problem('files.image-wrong-shape'));
  });

  it('tells what takes so much memory that it is decoded alone, and refuses what takes more', async () => {
    const weigh = (width: number, height: number, progressive: boolean) =>
      readBombHead(pngBomb(width, height, { progressive }));
    const readBombHead = async (content: Buffer) => readImageHead(await fileOf(content), 'image/png');

    expect(await weigh(4000, 5000, false)).toMatchObject({ isHeavy: false });
    expect(await weigh(4000, 5001, false)).toMatchObject({ isHeavy: true });
    expect(await weigh(5000, 10_000, false)).toMatchObject({ isHeavy: true });
    await expect(weigh(5000, 10_001, false)).rejects.toEqual(problem('files.image-too-many-pixels'));
    // in passes it is held whole, in wider numbers
    expect(await weigh(4000, 2501, true)).toMatchObject({ isHeavy: true });
    await expect(weigh(5000, 5001, true)).rejects.toEqual(problem('files.image-too-many-pixels'));
  });
});

describe('an image encoded anew', () => {
  it('is upright, in sRGB, and without anything that says where, when and with what it was taken', async () => {
    const taken = await withMetadata(await jpeg(400, 300));
    const before = await sharp(taken).metadata();
    expect([before.exif, before.icc, before.xmp, before.iptc].map((found) => found !== undefined)).toEqual(
      Array(4).fill(true),
    );
    expect(before.orientation).toBe(6);
    for (const trace of traces) expect(taken.includes(trace)).toBe(true);

    const { image, thumbnail } = await encodeAnew(await fileOf(taken), 'image/jpeg');
    for (const made of [image, thumbnail]) {
      const content = await readFile(made.path);
      const after = await sharp(content).metadata();
      expect(after).toMatchObject({ format: 'jpeg', space: 'srgb' });
      expect([after.exif, after.icc, after.xmp, after.iptc, after.orientation]).toEqual(Array(5).fill(undefined));
      for (const trace of traces) expect(content.includes(trace)).toBe(false);
      expect(made.size).toBe(content.length);
      await made.remove();
    }
    expect(await temporaryFiles()).toEqual([]);
  });

  it('is turned, not only marked as to be turned', async () => {
    const left = sharp({ create: { width: 40, height: 20, channels: 3, background: 'white' } }).composite([
      { input: { create: { width: 20, height: 20, channels: 3, background: 'black' } }, left: 0, top: 0 },
    ]);
    const lying = await left.jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { image, thumbnail } = await encodeAnew(await fileOf(lying), 'image/jpeg');

    const { data, info } = await sharp(image.path).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([20, 40]);
    // orientation 6: the left edge of the file is the upper edge of the picture
    expect([data[10], data[20 * 39 + 10]]).toEqual([expect.closeTo(0, -1), expect.closeTo(255, -1)]);
    await Promise.all([image.remove(), thumbnail.remove()]);
  });

  it.each<[string, () => Promise<Buffer>, 'image/jpeg' | 'image/png']>([
    [
      'a CMYK JPEG',
      async () =>
        sharp(await jpeg(60, 80))
          .toColourspace('cmyk')
          .jpeg()
          .toBuffer(),
      'image/jpeg',
    ],
    [
      'a grey JPEG',
      async () =>
        sharp(await jpeg(60, 80))
          .greyscale()
          .jpeg()
          .toBuffer(),
      'image/jpeg',
    ],
    [
      'a progressive JPEG',
      async () =>
        sharp(await jpeg(60, 80))
          .jpeg({ progressive: true })
          .toBuffer(),
      'image/jpeg',
    ],
    [
      'a PNG of 16 bits',
      async () =>
        sharp(await png(60, 80))
          .toColourspace('rgb16')
          .png()
          .toBuffer(),
      'image/png',
    ],
    [
      'a PNG with a palette',
      async () =>
        sharp(await png(60, 80))
          .png({ palette: true })
          .toBuffer(),
      'image/png',
    ],
    [
      'a PNG with transparency',
      async () =>
        sharp(await png(60, 80))
          .ensureAlpha(0.5)
          .png()
          .toBuffer(),
      'image/png',
    ],
  ])('comes of %s, too', async (_, content, mediaType) => {
    const { image, thumbnail } = await encodeAnew(await fileOf(await content()), mediaType);
    expect(await sharp(image.path).metadata()).toMatchObject({ width: 60, height: 80, depth: 'uchar' });
    expect((await sharp(image.path).metadata()).space).toMatch(/^(srgb|b-w)$/);
    expect(await sharp(thumbnail.path).metadata()).toMatchObject({ format: 'jpeg', width: 60, height: 80 });
    await Promise.all([image.remove(), thumbnail.remove()]);
  });

  it('has a thumbnail of 320 pixels at the most', async () => {
    const { image, thumbnail } = await encodeAnew(await fileOf(await jpeg(1200, 900)), 'image/jpeg');
    expect(await sharp(thumbnail.path).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 });
    expect(thumbnail.size).toBeLessThan(image.size / 5);
    await Promise.all([image.remove(), thumbnail.remove()]);
  });

  it('is refused, and leaves no file behind, when it is damaged', async () => {
    const whole = await jpeg(600, 600);
    const file = await fileOf(whole.subarray(0, whole.length / 2));
    await expect(encodeAnew(file, 'image/jpeg')).rejects.toEqual(problem('files.damaged'));
    expect(await temporaryFiles()).toEqual([]);
  });
});

const traces = ['Secret Camera', 'secret place', 'ICC_PROFILE', 'Photoshop'];
