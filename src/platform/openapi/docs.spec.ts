import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../../../test/support/platform.js';
import { DOCS_COOKIE } from './docs.controller.js';

describe('the pages of the API documents', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startTestPlatform('none', { PUBLIC_URL: 'https://api.example.org' });
  });
  afterAll(() => platform.stop());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${platform.url}${path}`, { redirect: 'manual', headers });
  const open = (headers: Record<string, string> = {}) =>
    fetch(`${platform.url}/docs/management/session`, { method: 'POST', headers });
  const cookieOf = (role: 'auditor' | 'trainee') => ({ cookie: `${DOCS_COOKIE}=${platform.token({ roles: [role] })}` });

  it('keep a staff member’s token in a cookie that scripts, other sites and plain HTTP never get', async () => {
    const token = platform.token({ roles: ['auditor'] });
    const { status, headers } = await open({ authorization: `Bearer ${token}` });
    expect(status).toBe(204);
    expect(headers.get('set-cookie')).toBe(
      `${DOCS_COOKIE}=${token}; Path=/docs/management; HttpOnly; SameSite=Strict; Max-Age=900; Secure`,
    );
  });

  it('take the cookie for the two management pages and for nothing else', async () => {
    for (const path of ['/docs/management', '/docs/management/document.json']) {
      expect((await get(path, cookieOf('auditor'))).status).toBe(200);
      expect((await get(path, cookieOf('trainee'))).status).toBe(403);
      expect((await get(path)).status).toBe(401);
      expect((await get(path, { cookie: `${DOCS_COOKIE}=eyJ.eyJ.x` })).status).toBe(401);
    }
    expect((await open(cookieOf('auditor'))).status).toBe(401);
    expect((await get('/api/v1/management/dead-letters', cookieOf('auditor'))).status).toBe(401);
  });

  it('send a browser without a token to the sign-in page of this very site', async () => {
    const answer = await get('/docs/management?next=https://evil.example', { accept: 'text/html' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs/management/sign-in']);
  });

  it('stand in no frame, and run no script from elsewhere', async () => {
    for (const path of ['/docs', '/docs/integration', '/docs/management', '/docs/management/sign-in']) {
      const policy = (await get(path, cookieOf('auditor'))).headers.get('content-security-policy');
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toMatch(/script-src|unsafe-eval/);
    }
  });

  it.each([
    '/docs/documents/management.json',
    '/docs/assets/package.json',
    '/docs/assets/index.html',
    '/docs/assets/..%2fpackage.json',
    '/docs/assets//evil.example',
    '/docs/assets/.//swagger-ui.css',
    '/docs/assets/a/../swagger-ui.css%00',
  ])('%s is nothing that is there', async (path) => {
    const { status, headers } = await get(path);
    expect([404, 400]).toContain(status);
    expect(headers.get('content-type')).toContain('application/problem+json');
  });
});
