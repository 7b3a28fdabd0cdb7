import { startTestPlatform, type TestPlatform } from '../support/platform.js';

describe('a number in the path', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform('none');
  });
  afterAll(() => platform.stop());

  it.each(['-1', '1.5', 'abc', '99999999999999999999'])('refuses %s', async (number) => {
    const token = platform.token({ roles: ['system_admin'] });
    const { status, body } = await platform.call('POST', `/management/dead-letters/${number}/retry`, { token });
    expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([422, 'request.invalid', 'id']);
  });
});
