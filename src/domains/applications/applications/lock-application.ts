import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Application } from './application.entity.js';
import { ApplicationNotFound } from './application.problems.js';

/** A trainee's own application, locked until the transaction ends: steps are taken one after another. */
export const lockOwnApplication = (em: EntityManager, trainee: CallerIdentity, id: string): Promise<Application> =>
  em.findOneOrFail(
    Application,
    { id, traineeId: trainee.id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new ApplicationNotFound() },
  );

/** How a caller gets at an application: a trainee at their own, an administrator at one of their bases. */
export type ReachApplication = (em: EntityManager, caller: CallerIdentity, id: string) => Promise<Application>;

/** A trainee's own application, to look at. */
export const findOwnApplication = (em: EntityManager, trainee: CallerIdentity, id: string): Promise<Application> =>
  em.findOneOrFail(Application, { id, traineeId: trainee.id }, { failHandler: () => new ApplicationNotFound() });
