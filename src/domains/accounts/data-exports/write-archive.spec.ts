import { describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { readZip } from '../../../../test/support/read-zip.js';
import { writeTemporary } from '../../../platform/files/temporary-file.js';
import type { OwnDataFile, OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { writeArchive } from './write-archive.js';

const MEGABYTE = 1024 * 1024;
const requestedAt = new Date('2026-11-23T02:00:00Z');

const partWith = (files: readonly OwnDataFile[], data: OwnDataPart['data'] = {}): OwnDataPart => ({
  explained: { form: '个人信息表' },
  data,
  files,
});

const contentsOf = (part: OwnDataPart, openFile: (key: string) => Promise<Readable>) => ({
  requestedAt,
  parts: [{ domain: 'applications', title: '报名', read: () => Promise.resolve(part) }],
  openFile,
});

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe('the archive of an export', () => {
  it('holds every file byte for byte, with its hash, and says what each is', async () => {
    const contents = new Map([
      ['a', randomBytes(3 * MEGABYTE)],
      ['empty', Buffer.alloc(0)],
    ]);
    const files = [...contents.keys()].map((objectKey) => ({ objectKey, path: `files/附件/${objectKey}-𠮷.pdf` }));
    const open = (key: string) => Promise.resolve(Readable.from([contents.get(key) ?? Buffer.alloc(0)]));
    const archive = await writeTemporary((file) =>
      writeArchive(file, contentsOf(partWith(files, { form: { name: '张小明' } }), open)),
    );
    const read = readZip(await buffer(createReadStream(archive.path)));
    await archive.remove();
    for (const { objectKey, path } of files) {
      expect(read.get(path)?.equals(contents.get(objectKey) as Buffer)).toBe(true);
    }
    expect(JSON.parse(String(read.get('files.json')))).toEqual(
      files.map(({ objectKey, path }) => {
        const content = contents.get(objectKey) as Buffer;
        return { path, size: content.length, sha256: sha256(content) };
      }),
    );
    expect(JSON.parse(String(read.get('applications.json')))).toEqual({ form: { name: '张小明' } });
    expect(String(read.get('README.txt'))).toMatch(/applications\.json\s+报名\n\s+form：个人信息表\n/);
  });

  it('takes no more memory for a hundred megabytes than for one', async () => {
    const block = randomBytes(64 * 1024);
    let open = 0;
    let mostOpen = 0;
    const openFile = () => {
      mostOpen = Math.max(mostOpen, ++open);
      const blocks = function* () {
        for (let left = 10 * MEGABYTE; left > 0; left -= block.length) yield block;
        open--;
      };
      return Promise.resolve(Readable.from(blocks()));
    };
    const files = Array.from({ length: 10 }, (_, n) => ({ objectKey: `${n}`, path: `files/${n}.jpg` }));
    let most = 0;
    const before = process.memoryUsage().rss;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
    const archive = await writeTemporary((file) => writeArchive(file, contentsOf(partWith(files), openFile)));
    clearInterval(watching);
    expect((await stat(archive.path)).size).toBeGreaterThan(100 * MEGABYTE);
    await archive.remove();
    expect(mostOpen).toBe(1);
    expect(most - before).toBeLessThan(60 * MEGABYTE);
  }, 30_000);

  it('fails as the store fails, and leaves no file', async () => {
    const failing = () =>
      Promise.resolve(
        Readable.from(
          (function* () {
            yield Buffer.from('a beginning');
            throw new Error('the store went away');
          })(),
        ),
      );
    let written = '';
    const writing = writeTemporary((file) => {
      written = file;
      return writeArchive(file, contentsOf(partWith([{ objectKey: 'a', path: 'files/a' }]), failing));
    });
    await expect(writing).rejects.toThrow('the store went away');
    await expect(stat(written)).rejects.toThrow('ENOENT');
  });

  it('fails as the disk fails, and closes what it was reading', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(64 * 1024, randomBytes(1024));
      })(),
    );
    const contents = contentsOf(partWith([{ objectKey: 'a', path: 'files/a' }]), () => Promise.resolve(endless));
    // writes to it fail with ENOSPC
    await expect(writeArchive('/dev/full', contents)).rejects.toThrow('ENOSPC');
    expect(endless.destroyed).toBe(true);
  });
});
