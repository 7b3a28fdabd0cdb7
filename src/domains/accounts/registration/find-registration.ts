import type { EntityManager } from '@mikro-orm/postgresql';
import { Registration } from './registration.entity.js';
import { RegistrationNotFound } from './registration.problems.js';

/** A registration that waits for its second step; refuses one that is done, expired or unknown. */
export async function findOpenRegistration(em: EntityManager, id: string, now: Date): Promise<Registration> {
  const registration = await em.findOne(Registration, { id, expiresAt: { $gt: now } });
  if (!registration) throw new RegistrationNotFound();
  return registration;
}
