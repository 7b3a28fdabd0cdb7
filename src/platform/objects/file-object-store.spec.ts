import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { objectStoreBehaviours } from '../../../test/support/object-store-behaviours.js';
import { MovableClock } from '../clock/clock.js';
import { FileObjectStore } from './file-object-store.js';
import { ObjectStoreUnavailable } from './object-store.js';

describe('the file object store', () => {
  let folder: string;
  let clock: MovableClock;
  let store: FileObjectStore;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'objects-'));
    clock = new MovableClock();
    const settings = { folder, publicUrl: 'http://localhost:3000/', linkSecret: 'a secret of thirty-two characters' };
    store = new FileObjectStore(settings, clock);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  objectStoreBehaviours(() => store);

  it('leaves no temporary file behind, whether a put succeeds or fails', async () => {
    await store.put('trials/things/good', Readable.from(['good']), { mediaType: 'text/plain' });
    await expect(
      store.put('trials/things/bad', Readable.from(['too long']), { mediaType: 'text/plain', maxBytes: 3 }),
    ).rejects.toThrow();

    expect(await readdir(path.join(folder, '.incoming'))).toEqual([]);
  });

  it('sweeps away what an interrupted put left a day ago, and nothing younger', async () => {
    const incoming = path.join(folder, '.incoming');
    await mkdir(incoming);
    for (const name of ['old', 'young']) await writeFile(path.join(incoming, name), 'half');
    const twoDaysAgo = clock.now().getTime() / 1000 - 2 * 86_400;
    await utimes(path.join(incoming, 'old'), twoDaysAgo, twoDaysAgo);

    await store.sweep();

    expect(await readdir(incoming)).toEqual(['young']);
  });

  it('follows no symbolic link out of its folder', async () => {
    await mkdir(path.join(folder, 'trials', 'things'), { recursive: true });
    await symlink('/etc/passwd', path.join(folder, 'trials', 'things', 'planted~'));
    await expect(store.getBuffer('trials/things/planted')).rejects.toThrow(ObjectStoreUnavailable);
  });

  it('says by ObjectStoreUnavailable that its folder cannot be used', async () => {
    const file = path.join(folder, 'a-file');
    await writeFile(file, '');
    const options = { folder: file, publicUrl: 'http://localhost', linkSecret: 'x'.repeat(32) };
    const broken = new FileObjectStore(options, clock);
    await expect(broken.put('trials/things/x', Readable.from(['x']), { mediaType: 'text/plain' })).rejects.toThrow(
      ObjectStoreUnavailable,
    );
  });
});
