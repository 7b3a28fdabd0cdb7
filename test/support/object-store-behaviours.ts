import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ObjectMissing, ObjectTooLarge, type ObjectStore } from '../../src/platform/objects/object-store.js';

const aKey = () => `trials/things/${randomUUID()}`;
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const png = { mediaType: 'image/png' };

/** A body in pieces, as uploads come, that fails after `failAfter` pieces when that is given. */
function inPieces(content: Buffer, failAfter = Infinity): Readable {
  return Readable.from(
    (function* () {
      for (let piece = 0; piece * 65_536 < content.length; piece++) {
        if (piece === failAfter) throw new Error('the sender hung up');
        yield content.subarray(piece * 65_536, (piece + 1) * 65_536);
      }
    })(),
  );
}

async function keysUnder(store: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys.sort();
}

/** What every object store promises; runs the same on each implementation. */
export function objectStoreBehaviours(theStore: () => ObjectStore): void {
  it.each([
    ['nothing', 0],
    ['a little', 70_000],
    ['more than one part', 11 * 1024 * 1024 + 3],
    ['exactly two parts', 10 * 1024 * 1024],
  ])('gives back %s as it was put, with its size, hash and media type', async (_, length) => {
    const store = theStore();
    const content = randomBytes(length);
    const key = aKey();

    expect(await store.put(key, inPieces(content), png)).toEqual({ size: length, sha256: sha256(content) });

    expect((await store.getBuffer(key)).equals(content)).toBe(true);
    expect(await store.stat(key)).toEqual({ size: length, mediaType: 'image/png' });
  });

  it('streams an object out', async () => {
    const key = aKey();
    await theStore().put(key, inPieces(Buffer.from('streamed')), png);

    const pieces: Buffer[] = [];
    for await (const piece of await theStore().get(key)) pieces.push(piece as Buffer);
    expect(Buffer.concat(pieces).toString()).toBe('streamed');
  });

  it('replaces an object that is put again', async () => {
    const key = aKey();
    await theStore().put(key, inPieces(Buffer.from('first')), png);
    await theStore().put(key, inPieces(Buffer.from('second')), { mediaType: 'application/pdf' });

    expect((await theStore().getBuffer(key)).toString()).toBe('second');
    expect(await theStore().stat(key)).toEqual({ size: 6, mediaType: 'application/pdf' });
  });

  it.each([1000, 12 * 1024 * 1024])('takes %d bytes when that is the limit, and refuses one more', async (limit) => {
    const [taken, refused] = [aKey(), aKey()];
    const content = randomBytes(limit + 1);

    await theStore().put(taken, inPieces(content.subarray(0, limit)), { ...png, maxBytes: limit });
    expect(await theStore().stat(taken)).toMatchObject({ size: limit });

    await expect(theStore().put(refused, inPieces(content), { ...png, maxBytes: limit })).rejects.toThrow(
      ObjectTooLarge,
    );
    expect(await theStore().stat(refused)).toBeUndefined();
  });

  it('stops reading a body that never ends once it is over the limit', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield randomBytes(65_536);
      })(),
    );
    await expect(theStore().put(aKey(), endless, { ...png, maxBytes: 1_000_000 })).rejects.toThrow(ObjectTooLarge);
    expect(endless.destroyed).toBe(true);
  });

  it.each([
    ['early', 1_000_000, 3],
    ['after a whole part', 11 * 1024 * 1024, 150],
  ])('leaves nothing, or what was there, when the sender fails %s', async (_, length, failAfter) => {
    const [fresh, kept] = [aKey(), aKey()];
    await theStore().put(kept, inPieces(Buffer.from('kept')), png);

    for (const key of [fresh, kept]) {
      await expect(theStore().put(key, inPieces(randomBytes(length), failAfter), png)).rejects.toThrow(
        'the sender hung up',
      );
    }

    expect(await theStore().stat(fresh)).toBeUndefined();
    expect(await keysUnder(theStore(), fresh)).toEqual([]);
    expect((await theStore().getBuffer(kept)).toString()).toBe('kept');
  });

  it('keeps whole whichever of two racing puts of one key it keeps', async () => {
    const key = aKey();
    const bodies = [randomBytes(11 * 1024 * 1024), randomBytes(11 * 1024 * 1024)];
    const stored = await Promise.all(bodies.map((body) => theStore().put(key, inPieces(body), png)));

    expect(stored.map((one) => one.sha256)).toContain(sha256(await theStore().getBuffer(key)));
  });

  it('says by ObjectMissing that there is no such object', async () => {
    const key = aKey();
    expect(await theStore().stat(key)).toBeUndefined();
    await expect(theStore().get(key)).rejects.toThrow(ObjectMissing);
    await expect(theStore().getBuffer(key)).rejects.toThrow(ObjectMissing);
    await expect(theStore().copy(key, aKey())).rejects.toThrow(ObjectMissing);
  });

  it('removes an object, and is quiet when there is none', async () => {
    const key = aKey();
    await theStore().put(key, inPieces(Buffer.from('gone soon')), png);
    await theStore().remove(key);
    await theStore().remove(key);
    expect(await theStore().stat(key)).toBeUndefined();
  });

  it('copies content and media type', async () => {
    const [from, to] = [aKey(), aKey()];
    await theStore().put(from, inPieces(Buffer.from('twice')), png);
    await theStore().copy(from, to);
    await theStore().remove(from);

    expect((await theStore().getBuffer(to)).toString()).toBe('twice');
    expect(await theStore().stat(to)).toEqual({ size: 5, mediaType: 'image/png' });
  });

  it('lists what begins with a prefix, folders or not', async () => {
    const noun = `lists-${randomUUID()}`;
    const keys = [`${noun}/a/one`, `${noun}/a/one.two`, `${noun}/a-b/one`, `${noun}/ab/one/deeper`];
    for (const key of keys) await theStore().put(key, inPieces(Buffer.from(key)), png);

    expect(await keysUnder(theStore(), `${noun}/`)).toEqual([...keys].sort());
    expect(await keysUnder(theStore(), `${noun}/a`)).toEqual([...keys].sort());
    expect(await keysUnder(theStore(), `${noun}/a/`)).toEqual(keys.slice(0, 2));
    expect(await keysUnder(theStore(), `${noun}/a/one.`)).toEqual([keys[1]]);
    expect(await keysUnder(theStore(), `${noun}/b`)).toEqual([]);
    for await (const { key, size } of theStore().list(noun)) expect(size).toBe(key.length);
  });

  it.each([
    '',
    'one',
    '/trials/things/x',
    'trials/../things',
    'trials/things/..',
    'trials//x',
    'trials/things/',
    'trials/things/a\u0000b',
    'trials/things/a\nb',
    'trials/things/a\\b',
    'trials/things/.hidden',
    'trials/things/Upper',
    'trials/things/%2e%2e',
    `trials/things/${'x'.repeat(101)}`,
  ])('refuses the key %j', async (key) => {
    await expect(theStore().put(key, inPieces(Buffer.from('x')), png)).rejects.toThrow(RangeError);
    await expect(theStore().get(key)).rejects.toThrow(RangeError);
    await expect(theStore().remove(key)).rejects.toThrow(RangeError);
    await expect(async () => theStore().signedLink(key, aLink)).rejects.toThrow(RangeError);
  });

  it.each([0, -1, 1.5, 7 * 86_400 + 1, Number.NaN])('signs no link for %d seconds', async (expiresInSeconds) => {
    await expect(async () => theStore().signedLink(aKey(), { ...aLink, expiresInSeconds })).rejects.toThrow(RangeError);
  });
}

/** A link as a domain asks for it. */
export const aLink = {
  fileName: '执业证书 (1)\'s "最终".png',
  mediaType: 'image/png',
  expiresInSeconds: 60,
  disposition: 'inline',
} as const;

/** `aLink`'s name as RFC 5987 writes it. */
export const aLinksEncodedName =
  "UTF-8''%E6%89%A7%E4%B8%9A%E8%AF%81%E4%B9%A6%20%281%29%27s%20%22%E6%9C%80%E7%BB%88%22.png";
