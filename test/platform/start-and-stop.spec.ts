import { StartRefused } from '../../src/platform/database/embedded/start-refused.js';
import { startTestPlatform } from '../support/platform.js';
import { trials } from './trials-domain.js';

describe('start and stop', () => {
  it('a start without its database is refused in one line, which holds no password', async () => {
    const start = startTestPlatform('none', { DATABASE_URL: 'postgresql://platform:top-secret@127.0.0.1:1/platform' });
    const refused: unknown = await start.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StartRefused);
    expect(String(refused)).toContain('ECONNREFUSED');
    expect(String(refused)).not.toContain('top-secret');
  });

  it('a stop lets the requests end that were already taken', async () => {
    const platform = await startTestPlatform('none', {}, [trials]);
    const slow = platform.call('GET', '/trials/slow');
    // answered after the slow one was taken
    expect((await platform.call('GET', '/trials/fast')).status).toBe(200);
    const [answer] = await Promise.all([slow, platform.stop()]);
    expect([answer.status, answer.body]).toEqual([200, { ok: true }]);
  });
});
