import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { lockOwnExam } from '../exams/own-exam.js';
import { seatingOf } from '../seating/find-seating.js';
import type { SeatingView } from '../seating/seating.dto.js';
import { Seat } from '../seating/seat.entity.js';
import { matchResults } from './match-results.js';
import type { EnterResultsRequest } from './result.dto.js';

@Injectable()
export class EnterResults {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Enters or corrects the results that are named, all or none; the others stay. */
  async run(
    caller: CallerIdentity,
    examId: string,
    version: number,
    { results }: EnterResultsRequest,
  ): Promise<SeatingView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const exam = await lockOwnExam(em, caller, examId);
      exam.refuseIfBlocked('enter-results', now);
      requireVersion(version, exam.version);
      const seats = await em.find(Seat, { examId });
      for (const { seat, result } of matchResults(results, seats)) {
        seat.enterResult(result.outcome, result.score ?? null);
      }
      exam.enterResults(seats.filter(({ outcome }) => outcome).length, now);
      recordAudit(em, caller, {
        action: 'enter-exam-results',
        subjectType: 'exam',
        subjectId: examId,
        at: now,
        facts: { entered: results.length },
      });
      return seatingOf(em, exam);
    });
  }
}
