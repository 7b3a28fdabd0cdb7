import { randomUUID } from 'node:crypto';
import { endSession } from '../../src/platform/access/end-session.js';
import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';
import { probe } from '../support/probe-domain.js';

describe('requests and refusals', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform('none', {}, [probe]);
  });
  afterAll(() => platform.stop());

  const sent = () => platform.em().count(OutboxMessage);
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    platform.call('POST', '/probes', { body, headers });

  it('answers a route that does not exist with a problem in Chinese, in English on demand', async () => {
    const { status, headers, body } = await platform.call('GET', '/nowhere');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ code: 'request.no-such-route', title: '没有这个地址', instance: '/api/v1/nowhere' });
    const english = await platform.call('GET', '/nowhere', { headers: { 'accept-language': 'en-GB,zh;q=0.5' } });
    expect(english.body.title).toBe('There is no such route');
  });

  it('names the field that is wrong, missing or unknown, and changes nothing', async () => {
    const before = await sent();
    const wrong = await send({ word: 7, wrod: 'x' });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/wrod', code: 'unknown-field' }),
        expect.objectContaining({ pointer: '/word', code: 'type' }),
      ]),
    );
    expect((await send({})).body.errors[0]).toMatchObject({ pointer: '/word', code: 'required' });
    expect(await sent()).toBe(before);
  });

  it('refuses malformed JSON and a body that is no JSON', async () => {
    const post = (body: string, type: string) =>
      fetch(`${platform.url}/api/v1/probes`, { method: 'POST', headers: { 'content-type': type }, body });
    const malformed = await post('{"word":', 'application/json');
    expect([malformed.status, (await malformed.json()).code]).toEqual([400, 'request.malformed']);
    const text = await post('word', 'text/csv');
    expect([text.status, (await text.json()).code]).toEqual([415, 'request.media-type-not-supported']);
    const urlEncoded = await post('word=x', 'application/x-www-form-urlencoded');
    expect([urlEncoded.status, (await urlEncoded.json()).code]).toEqual([415, 'request.media-type-not-supported']);
    const large = await post(JSON.stringify({ word: 'x'.repeat(2_000_000) }), 'application/json');
    expect([large.status, (await large.json()).code]).toEqual([413, 'request.too-large']);
  });

  it('acts once for a repeated key, also when both come at once, and gives the same answer', async () => {
    const before = await sent();
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([
      send({ word: 'once' }, key),
      send({ word: 'once' }, key),
      send({ word: 'once' }, key),
    ]);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(answers[0].status).toBe(201);
    expect(await sent()).toBe(before + 1);
  });

  it('refuses a key that was used for another body, and leaves a refused request’s key free', async () => {
    const key = { 'idempotency-key': randomUUID() };
    expect((await send({ word: 'refused' }, key)).status).toBe(409);
    expect((await send({ word: 'mended' }, key)).status).toBe(201);
    expect((await send({ word: 'other' }, key)).body).toMatchObject({
      status: 422,
      code: 'request.idempotency-key-reused',
    });
  });

  it('refuses the tokens of an ended session within a second, in a process that did not end it', async () => {
    const token = platform.token({ roles: ['system_admin'] });
    const { sid } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    const ask = () => platform.call('GET', '/management/dead-letters', { token });
    expect((await ask()).status).toBe(200);
    await platform.em().transactional((em) => endSession(em, sid, platform.clock.now()));
    await eventually('the token is refused', async () => expect((await ask()).body.code).toBe('access.session-ended'));
  });

  it('refuses a missing, a forged and an expired token, and a role that is not allowed', async () => {
    const ask = (token?: string) => platform.call('GET', '/management/dead-letters', { token });
    expect((await ask()).body.code).toBe('access.not-signed-in');
    expect((await ask('x.y.z')).body.code).toBe('access.not-signed-in');
    const token = platform.token({ roles: ['system_admin'] });
    const [header, payload, signature] = token.split('.');
    const noJson = Buffer.from('no JSON').toString('base64url');
    expect((await ask([header, noJson, signature].join('.'))).body.code).toBe('access.not-signed-in');
    const forged = Buffer.from(payload!, 'base64url').toString().replace('system_admin', 'auditor');
    expect((await ask([header, Buffer.from(forged).toString('base64url'), signature].join('.'))).status).toBe(401);
    expect((await ask(platform.token({ roles: ['trainee'] }))).body.code).toBe('access.not-allowed');
    platform.clock.advance(15 * 60);
    expect((await ask(token)).body.code).toBe('access.session-ended');
  });
});
