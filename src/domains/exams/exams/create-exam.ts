import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { examDetails } from './exam-details.js';
import { type CreateExamRequest, type ExamView, toExamView } from './exam.dto.js';
import { Exam } from './exam.entity.js';
import { examLifecycle } from './exam.lifecycle.js';

@Injectable()
export class CreateExam {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, request: CreateExamRequest): Promise<ExamView> {
    const baseId = baseOf(caller, request.baseId);
    const details = examDetails(request);
    return this.em.transactional((em) => {
      const now = this.clock.now();
      const exam = em.create(Exam, {
        id: randomUUID(),
        version: 1,
        baseId,
        batchId: request.batchId ?? null,
        ...details,
        status: examLifecycle.initial,
        roomCount: 0,
        placeCount: 0,
        candidateCount: 0,
        resultCount: 0,
        createdAt: now,
      });
      em.persist(exam);
      recordAudit(em, caller, { action: 'create-exam', subjectType: 'exam', subjectId: exam.id, at: now });
      return Promise.resolve(toExamView(exam, [], now));
    });
  }
}

/** The base that was named, or the caller's only one. */
function baseOf(caller: CallerIdentity, named: string | undefined): string {
  const [only, ...others] = caller.baseIds;
  if (named === undefined && only !== undefined && others.length === 0) return only;
  if (named !== undefined && caller.baseIds.includes(named.toLowerCase())) return named.toLowerCase();
  throw new InvalidRequest({
    errors: [
      named === undefined
        ? { pointer: '/baseId', code: 'required', detail: { zh: '请选择培训基地', en: 'name one of your bases' } }
        : { pointer: '/baseId', code: 'not-in-list', detail: { zh: '不是本账号的基地', en: 'is no base of yours' } },
    ],
  });
}
