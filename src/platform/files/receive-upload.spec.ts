import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { problem, temporaryFiles } from '../../../test/support/uploads.js';
import { receiveUpload } from './receive-upload.js';
import { sweepTemporaryFiles } from './temporary-file.js';

describe('receiving an upload', () => {
  it('keeps it in a temporary file, with size and hash, until it is removed', async () => {
    const received = await receiveUpload(Readable.from([Buffer.from('ab'), Buffer.from('c')]), { maxBytes: 3 });

    expect(await readFile(received.path, 'utf8')).toBe('abc');
    expect(received.size).toBe(3);
    expect(received.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    await received.remove();
    await received.remove();
    expect(await temporaryFiles()).toEqual([]);
  });

  it('refuses the first byte over the limit, and soon gives up on what follows', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1_000_000);
      })(),
    );
    await expect(receiveUpload(endless, { maxBytes: 1_000_000 })).rejects.toEqual(problem('files.too-large'));
    await finished(endless).catch(() => undefined);
    expect(endless.destroyed).toBe(true);

    const oneMore = Readable.from([randomBytes(1_000_001)]);
    await expect(receiveUpload(oneMore, { maxBytes: 1_000_000 })).rejects.toEqual(problem('files.too-large'));
    const exact = await receiveUpload(Readable.from([randomBytes(1_000_000)]), { maxBytes: 1_000_000 });
    await exact.remove();
    expect(await temporaryFiles()).toEqual([]);
  });

  it('refuses what a parser has cut off and passed on as if it were whole', async () => {
    const cut = Object.assign(Readable.from([Buffer.from('abc')]), { truncated: true });
    await expect(receiveUpload(cut, { maxBytes: 1000 })).rejects.toEqual(problem('files.too-large'));
  });

  it('refuses an empty file, and leaves nothing when the sender hangs up', async () => {
    await expect(receiveUpload(Readable.from([]), { maxBytes: 10 })).rejects.toEqual(problem('files.empty'));
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('the sender hung up');
      })(),
    );
    await expect(receiveUpload(broken, { maxBytes: 10 })).rejects.toThrow('the sender hung up');
    expect(await temporaryFiles()).toEqual([]);
  });
});

describe('what a killed process left in the temporary folder', () => {
  it('is swept away after an hour, and nothing else', async () => {
    const now = new Date('2026-03-02T09:00:00+08:00');
    const plant = async (name: string, ageInMinutes: number) => {
      const file = path.join(tmpdir(), name);
      await writeFile(file, 'left');
      const then = now.getTime() / 1000 - ageInMinutes * 60;
      await utimes(file, then, then);
      return name;
    };
    const tag = randomBytes(6).toString('hex');
    const old = await plant(`upload-1-${tag}`, 61);
    const young = await plant(`upload-2-${tag}`, 59);
    const foreign = await plant(`somebody-${tag}`, 61);

    await sweepTemporaryFiles(now);

    const left = (await readdir(tmpdir())).filter((name) => name.endsWith(tag));
    expect(left.sort()).toEqual([foreign, young].sort());
    expect(left).not.toContain(old);
    await sweepTemporaryFiles(new Date(now.getTime() + 3_600_000));
    await rm(path.join(tmpdir(), foreign));
  });
});
