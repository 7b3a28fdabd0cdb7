import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Application } from './application.entity.js';
import { ApplicationNotFound } from './application.problems.js';

/** An application of a base that the administrator acts for; any other answers like one that does not exist. */
export async function findManagedApplication(
  em: EntityManager,
  admin: CallerIdentity,
  id: string,
): Promise<Application> {
  const application = await em.findOne(Application, { id });
  if (!application || !admin.actsFor(application.baseId)) throw new ApplicationNotFound();
  return application;
}
