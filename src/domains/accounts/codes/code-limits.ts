import type { FilterQuery } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ProblemClass } from '../../../platform/problems/problem.js';
import type { CodePurpose } from '../contracts/index.js';
import { Code } from './code.entity.js';
import { CodeTooSoon, TooManyCodes } from './code.problems.js';

/** Seconds before another code of the same purpose goes to the same target. */
export const RESEND_SECONDS = 60;
/** Codes for one phone or mailbox in 24 hours, whatever their purpose. */
export const DAILY_LIMIT = 10;

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

export interface CodeAsked {
  readonly purpose: CodePurpose;
  readonly targetIndex: string;
  /** As `networkOf` names it. */
  readonly address: string | null;
  /** Codes that one address may ask for in an hour. */
  readonly perAddress: number;
}

/** Refuses with 429 and when to come back. Two requests for one target, or from one address, take turns until `em` commits. */
export async function requireWithinLimits(em: EntityManager, asked: CodeAsked, now: Date): Promise<void> {
  const { purpose, targetIndex, address, perAddress } = asked;
  // the address first and always in this order, or two requests could wait for each other
  const turns = [...(address === null ? [] : [address]), targetIndex];
  for (const turn of turns) await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 7203320))', [turn]);

  refuseUntil(CodeTooSoon, await newest(em, { targetIndex, purpose }, 1), RESEND_SECONDS * 1000, now);
  refuseUntil(TooManyCodes, await newest(em, { targetIndex }, DAILY_LIMIT), 24 * HOUR, now);
  if (address === null) return;
  refuseUntil(TooManyCodes, await newest(em, { address }, perAddress), HOUR, now);
}

/** When the `nth` newest code that matches was issued; undefined when there are fewer. */
async function newest(em: EntityManager, where: FilterQuery<Code>, nth: number): Promise<Date | undefined> {
  const [found] = await em.find(Code, where, {
    orderBy: { issuedAt: 'desc' },
    limit: 1,
    offset: nth - 1,
    fields: ['issuedAt'],
    disableIdentityMap: true,
  });
  return found?.issuedAt;
}

function refuseUntil(Refusal: ProblemClass, issuedAt: Date | undefined, milliseconds: number, now: Date): void {
  if (issuedAt === undefined) return;
  const wait = issuedAt.getTime() + milliseconds - now.getTime();
  if (wait > 0) throw new Refusal({ retryAfterSeconds: Math.ceil(wait / 1000) });
}
