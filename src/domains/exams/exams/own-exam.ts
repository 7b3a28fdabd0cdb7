import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Exam } from './exam.entity.js';
import { ExamNotFound } from './exam.problems.js';

/** An exam of the caller's bases, for reading. */
export async function findOwnExam(em: EntityManager, caller: CallerIdentity, id: string): Promise<Exam> {
  return em.findOneOrFail(
    Exam,
    { id, baseId: { $in: [...caller.baseIds] } },
    { failHandler: () => new ExamNotFound() },
  );
}

/** The same, its row locked: whoever changes the exam, its rooms or its seats waits here for the one before. */
export async function lockOwnExam(em: EntityManager, caller: CallerIdentity, id: string): Promise<Exam> {
  return em.findOneOrFail(
    Exam,
    { id, baseId: { $in: [...caller.baseIds] } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true, failHandler: () => new ExamNotFound() },
  );
}
