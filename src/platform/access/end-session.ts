import type { EntityManager } from '@mikro-orm/postgresql';
import { ACCESS_TOKEN_SECONDS } from './access-token.js';
import { EndedSession } from './ended-session.entity.js';

// by how much the clocks of two machines may differ before one forgets what the other still takes for a valid token
const CLOCKS_DIFFER_SECONDS = 5 * 60;

/** How long after its end a session is remembered as ended: its last token has expired by then, by anybody's clock. */
export const MILLISECONDS_TO_REMEMBER = (ACCESS_TOKEN_SECONDS + CLOCKS_DIFFER_SECONDS) * 1000;

/** Makes every process refuse the session's access tokens within a second of the commit. */
export async function endSession(em: EntityManager, sessionId: string, now: Date): Promise<void> {
  const forgetAt = new Date(now.getTime() + MILLISECONDS_TO_REMEMBER);
  await em.createQueryBuilder(EndedSession).insert({ sessionId, forgetAt }).onConflict().ignore().execute();
}
