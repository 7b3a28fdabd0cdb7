import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Application } from '../applications/application.entity.js';
import { issueForm } from '../forms/issue-form.js';
import { recordRefusal, recordStep } from '../timeline/record-step.js';
import { type Fact, judgeFact } from './judge-fact.js';
import { WaitingFact } from './waiting-fact.entity.js';

/**
 * Applies what another domain decided, through the table: a step that the table allows is taken, a fact that is early
 * waits for the one before it, a late one is told on the timeline as refused and changes nothing.
 */
export async function followFact(em: EntityManager, fact: Fact): Promise<void> {
  const application = await em.findOneOrFail(
    Application,
    { id: fact.applicationId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const waiting = await em.find(WaitingFact, { applicationId: application.id }, { orderBy: { at: 'asc' } });
  if (!(await settle(em, application, fact))) {
    const { applicationId, action, at, reason, seatId = null } = fact;
    em.persist(em.create(WaitingFact, { id: randomUUID(), applicationId, action, at, reason, seatId }));
    return;
  }
  await settleWaiting(em, application, waiting);
}

/** Each fact that is settled may be what others waited for. */
async function settleWaiting(em: EntityManager, application: Application, waiting: WaitingFact[]): Promise<void> {
  for (const early of waiting) {
    const { reason = null, seatId } = early;
    const fact = { ...early, findings: [], reason, seatId: seatId ?? undefined };
    if (!(await settle(em, application, fact))) continue;
    em.remove(early);
    const others = waiting.filter((other) => other !== early);
    return settleWaiting(em, application, others);
  }
}

/** False when the fact has to wait. */
async function settle(em: EntityManager, application: Application, fact: Fact): Promise<boolean> {
  const verdict = judgeFact(application, fact);
  if (verdict === 'wait') return false;
  const { action, at, reason, findings, seatId } = fact;
  if (verdict === 'apply') {
    const step = application.apply(action, at, reason, findings);
    if (action === 'schedule-exam' && seatId !== undefined) application.seatId = seatId;
    if (action === 'pass-first-review') await issueForm(em, application, at);
    recordStep(em, application, step);
  } else {
    recordRefusal(em, application, { action, at, reason, refusal: verdict.refusal });
  }
  recordAudit(em, 'platform', {
    action: verdict === 'apply' ? 'follow-decision' : 'refuse-late-decision',
    subjectType: 'application',
    subjectId: application.id,
    at,
    facts: { action, status: application.status, version: application.version },
  });
  return true;
}
