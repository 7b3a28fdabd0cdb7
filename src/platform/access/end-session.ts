import type { EntityManager } from '@mikro-orm/postgresql';
import { ACCESS_TOKEN_SECONDS } from './access-token.js';
import { EndedSession } from './ended-session.entity.js';

/** Makes every process refuse the session's access tokens within a second of the commit. */
export async function endSession(em: EntityManager, sessionId: string, now: Date): Promise<void> {
  const forgetAt = new Date(now.getTime() + ACCESS_TOKEN_SECONDS * 1000);
  await em.createQueryBuilder(EndedSession).insert({ sessionId, forgetAt }).onConflict().ignore().execute();
}
