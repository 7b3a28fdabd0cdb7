import { startTestPlatform, type TestPlatform } from '../support/platform.js';
import { trials } from './trials-domain.js';

describe('what the fields of a request refuse', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform('none', {}, [trials]);
  });
  afterAll(() => platform.stop());

  const send = (fields: object) => platform.call('POST', '/trials', { body: { word: 'word', ...fields } });
  const refusalOf = async (fields: object) => {
    const { status, body } = await send(fields);
    return [status, ...(body.errors ?? []).map((error: any) => `${error.pointer} ${error.code}`)];
  };
  const sendRaw = async (text: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${platform.url}/api/v1/trials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
    });
    return { status: response.status, body: await response.json() };
  };

  it('tells one thing for each field, the most telling one', async () => {
    expect(await refusalOf({ word: 7 })).toEqual([422, '/word type']);
    expect(await refusalOf({ word: undefined })).toEqual([422, '/word required']);
    expect(await refusalOf({ stars: 'five' })).toEqual([422, '/stars type']);
    expect(await refusalOf({ stars: 6 })).toEqual([422, '/stars range']);
    expect(await refusalOf({ parts: 'a' })).toEqual([422, '/parts type']);
    expect(await refusalOf({ word: ' \t ' })).toEqual([422, '/word length']);
  });

  it('points into lists and objects', async () => {
    expect(await refusalOf({ part: { count: 1 } })).toEqual([422, '/part/name required']);
    expect(await refusalOf({ parts: [{ name: 'a' }, { name: 'b', count: 10, 'a/b': 1 }] })).toEqual([
      422,
      '/parts/1/a~1b unknown-field',
      '/parts/1/count range',
    ]);
  });

  it('takes no list for an object, and no list of lists for a list of objects', async () => {
    for (const part of [[], [{ name: 'a' }], null, 'a', 1]) expect((await send({ part })).status).toBe(422);
    for (const parts of [[[{ name: 'a' }]], [[]], [null], ['a'], [1]]) expect((await send({ parts })).status).toBe(422);
  });

  it('refuses text that PostgreSQL cannot store, wherever it stands', async () => {
    expect(await refusalOf({ word: 'a\0b' })).toEqual([422, '/word format']);
    expect(await refusalOf({ secret: 'a\ud800b' })).toEqual([422, '/secret format']);
    expect(await refusalOf({ parts: [{ name: '\udc00' }] })).toEqual([422, '/parts/0/name format']);
    expect((await send({ word: '𠮷野家' })).status).toBe(201);
    const line = await platform.call('GET', '/trials/lines/a%00b');
    expect([line.status, line.body.code]).toEqual([400, 'request.malformed']);
    expect((await platform.call('GET', '/trials?cursor=a%00')).status).toBe(400);
  });

  it('refuses numbers that no column holds', async () => {
    expect(await refusalOf({ any: 2 ** 31 })).toEqual([422, '/any range']);
    expect(await refusalOf({ any: -(2 ** 40) })).toEqual([422, '/any range']);
    expect((await send({ any: 2 ** 31 - 1 })).status).toBe(201);
  });

  it('points to a parameter of the query by its name', async () => {
    const ask = async (query: string) => {
      const { status, body } = await platform.call('GET', `/trials?${query}`);
      return [status, ...(body.errors ?? []).map((error: any) => `${error.pointer} ${error.code}`)];
    };
    expect(await ask('limit=abc')).toEqual([422, 'limit type']);
    expect(await ask('limit=1&limit=2')).toEqual([422, 'limit type']);
    expect(await ask('limit=101')).toEqual([422, 'limit range']);
    expect(await ask('cursor=a&cursor=b')).toEqual([422, 'cursor type']);
    expect(await ask('nothing=1')).toEqual([422, 'nothing unknown-field']);
  });

  it.each([
    ['an array', `{"word":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['an object', `{"word":"a","part":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
  ])('refuses a body with %s of a hundred thousand levels, with a key and without', async (_, text) => {
    for (const key of ['', 'deep']) {
      const { status, body } = await sendRaw(text, key ? { 'idempotency-key': key } : {});
      expect([status, body.errors[0].detail]).toEqual([422, '嵌套过深']);
    }
  });

  it.each([
    ['objects', `{"word":"a","parts":[${'{},'.repeat(200_000)}{}]}`],
    ['numbers', `{"word":"a","ids":[${'1,'.repeat(400_000)}1]}`],
    ['lists', `{"word":"a","ids":[${'[1,1,1,1,1,1,1,1,1,1],'.repeat(9000)}1]}`],
    ['members', `{"word":"a",${Array.from({ length: 60_000 }, (_each, index) => `"k${index}":1`).join(',')}}`],
  ])('refuses a megabyte of %s before checking each', async (_, text) => {
    const before = process.cpuUsage();
    const { status, body } = await sendRaw(text);
    expect([status, body.errors.map((error: any) => error.code)]).toEqual([422, ['length']]);
    // field by field it takes seconds, in which nobody else is answered; counted is this process's own time, which a
    // machine busy with other work does not lengthen
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1000);
  });

  it('tells at most a hundred errors', async () => {
    const { status, body } = await send({ parts: Array.from({ length: 1000 }, () => ({})) });
    expect([status, body.errors.length, body.errors[0]]).toEqual([
      422,
      100,
      expect.objectContaining({ pointer: '/parts', code: 'length' }),
    ]);
  });

  it('lets no key of an object reach a prototype', async () => {
    expect((await sendRaw('{"word":"a","__proto__":{"x":1}}')).status).toBe(400);
    expect((await sendRaw('{"word":"a","constructor":{"prototype":{}}}')).status).toBe(400);
    const { status, body } = await sendRaw('{"word":"a","constructor":1,"part":{"name":"b","toString":1}}');
    expect([status, body]).toEqual([201, { word: 'a', part: { name: 'b' } }]);
  });
});
