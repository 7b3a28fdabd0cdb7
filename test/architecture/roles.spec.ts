import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { AccessTokens } from '../../src/platform/access/access-token.js';
import { type Allowed, allowedOn } from '../../src/platform/access/allow.js';
import { endSession } from '../../src/platform/access/end-session.js';
import { type Role, roles } from '../../src/platform/access/roles.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';
import { controllersOf, type Route, routesOf } from './rules/whole-application.js';

const OUTSIDE_THE_API = /^(health|metrics|\.well-known|dev|docs)(\/|$)/;
// what the guard refuses with; a handler's own 401 (a wrong password, a caller without an account) is an answer of
// somebody who was let in
const TURNED_AWAY = ['access.not-signed-in', 'access.not-allowed'];

interface Attempt {
  readonly status: number;
  readonly code?: string;
}

let platform: TestPlatform;
let routes: Route[];

beforeAll(async () => {
  platform = await startTestPlatform();
  routes = routesOf(controllersOf(platform.platform.app));
});
afterAll(() => platform.stop());

/** Where a route answers; every parameter is an id of nothing. */
function addressOf({ path }: Route): string {
  const filled = path.replace(/:\w+/g, () => randomUUID()).replace('*', 'nothing');
  return `${platform.url}${OUTSIDE_THE_API.test(path) ? '' : '/api/v1'}/${filled}`;
}

/** Calls a route with an empty body: whoever is let in is refused for that, and nothing changes. */
async function attempt(route: Route, token?: string): Promise<Attempt> {
  const response = await fetch(addressOf(route), {
    method: route.method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(route.method !== 'GET' && { 'content-type': 'application/json' }),
    },
    ...(route.method !== 'GET' && { body: '{}' }),
  });
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  const { code } = isProblem ? ((await response.json()) as { code: string }) : {};
  if (!isProblem) await response.body?.cancel();
  return { status: response.status, code };
}

/** The routes that want a token. */
function closedRoutes(): Route[] {
  const closed = routes.filter(({ handler, controller }) => allowedOn(handler, controller) !== 'anyone');
  expect(closed.length).toBeGreaterThan(60);
  return closed;
}

/** A token that would be good for its quarter of an hour, had its owner not signed out. */
async function tokenOfEndedSession(role: Role): Promise<string> {
  const sessionId = randomUUID();
  const token = platform.platform.app
    .get(AccessTokens)
    .sign({ id: randomUUID(), sessionId, roles: [role], baseIds: [] });
  await endSession(platform.em(), sessionId, TEST_NOW);
  await eventually(`the session of a ${role} has ended`, async () => {
    expect((await platform.call('GET', '/account', { token })).body.code).toBe('access.session-ended');
  });
  return token;
}

const isLetIn = ({ code }: Attempt): boolean => !TURNED_AWAY.includes(code ?? '');

/** Who a route lets in, tried with no token, with one without roles, and with one of each role. */
async function observed(route: Route): Promise<Allowed> {
  const nobody = await attempt(route);
  const unprivileged = await attempt(route, platform.token({ roles: [] }));
  const byRole = await Promise.all(
    roles.map(async (role) => ({ role, got: await attempt(route, platform.token({ roles: [role] })) })),
  );
  const attempts = [nobody, unprivileged, ...byRole.map(({ got }) => got)];
  expect({ route: route.name, failures: attempts.filter(({ status }) => status === 500) }).toEqual({
    route: route.name,
    failures: [],
  });
  if (isLetIn(nobody)) return attempts.every(isLetIn) ? 'anyone' : [];
  expect({ route: route.name, ...nobody }).toEqual({ route: route.name, status: 401, code: 'access.not-signed-in' });
  if (isLetIn(unprivileged)) return byRole.every(({ got }) => isLetIn(got)) ? 'signed-in' : [];
  const refused = [unprivileged, ...byRole.map(({ got }) => got)].filter((got) => !isLetIn(got));
  expect({ route: route.name, refused }).toEqual({
    route: route.name,
    refused: refused.map(() => ({ status: 403, code: 'access.not-allowed' })),
  });
  return byRole.filter(({ got }) => isLetIn(got)).map(({ role }) => role);
}

const inWords = (allowed: Allowed | undefined): string =>
  typeof allowed === 'string' ? allowed : roles.filter((role) => allowed?.includes(role)).join(', ') || 'NOBODY';

describe('Every route', () => {
  it('lets in whom it declares, and nobody else', async () => {
    const table: Record<string, string> = {};
    const differing: string[] = [];
    for (const route of routes) {
      const [declared, found] = [inWords(allowedOn(route.handler, route.controller)), inWords(await observed(route))];
      if (declared !== found) differing.push(`${route.name} declares ${declared} and lets in ${found}`);
      table[`/${route.path} ${route.method}`] = found;
    }
    expect(differing).toEqual([]);
    // checked in, so that a change of who may call what is seen in the diff: `npm test -- roles.spec -u` writes it
    const lines = Object.entries(table).map(([route, who]) => `${route}: ${who}`);
    expect(lines.toSorted().join('\n')).toMatchSnapshot();
  }, 120_000);

  it('that is not for anyone refuses every role once its token has run out or its session was ended', async () => {
    platform.clock.fixAt(new Date(TEST_NOW.getTime() - 15 * 60 * 1000));
    const expired = roles.map((role) => platform.token({ roles: [role] }));
    platform.clock.fixAt(TEST_NOW);
    const ended = await Promise.all(roles.map((role) => tokenOfEndedSession(role)));

    const taken: string[] = [];
    for (const route of closedRoutes()) {
      const dead = [...expired, ...ended].map((token) => attempt(route, token));
      for (const [index, { status, code }] of (await Promise.all(dead)).entries()) {
        if (status === 401 && code === 'access.session-ended') continue;
        const whose = `${roles[index % roles.length]}, whose ${index < roles.length ? 'token ran out' : 'session was ended'}`;
        taken.push(`${route.name} answers ${status} ${code} to a ${whose}`);
      }
    }
    expect(taken).toEqual([]);
  }, 120_000);

  it('that is not for anyone refuses tokens that accounts did not sign', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const right = platform.token({ roles: ['province_admin'] });
    const { header, payload } = jwt.decode(right, { complete: true }) as jwt.Jwt;
    const { kid } = header;
    const claims = { ...(payload as jwt.JwtPayload), roles: [...roles] };
    const published = (await platform.call('GET', '/../../.well-known/jwks.json')).body as { keys: object[] };
    const unsigned = [{ alg: 'none', typ: 'JWT', kid }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const forged = {
      'of another key': jwt.sign(claims, privateKey, { algorithm: 'ES256', keyid: kid }),
      'of a key that is not published': jwt.sign(claims, privateKey, { algorithm: 'ES256', keyid: 'mine' }),
      'without a signature': `${unsigned}.`,
      'signed with what is public': jwt.sign(claims, JSON.stringify(published.keys[0]), { keyid: kid }),
      'with other claims under the signature': [
        right.split('.')[0],
        Buffer.from(JSON.stringify(claims)).toString('base64url'),
        right.split('.')[2],
      ].join('.'),
      'that is none': 'eyJ',
    };
    const taken: string[] = [];
    for (const route of closedRoutes()) {
      for (const [which, token] of Object.entries(forged)) {
        const { status } = await attempt(route, token);
        if (status !== 401) taken.push(`${route.name} answers ${status} to a token ${which}`);
      }
    }
    expect(taken).toEqual([]);
  }, 120_000);
});
