import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { examDetails } from './exam-details.js';
import { type ChangeExamRequest, type ExamView, toExamView } from './exam.dto.js';
import { findRooms } from './find-rooms.js';
import { lockOwnExam } from './own-exam.js';

@Injectable()
export class ChangeExam {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, id: string, version: number, request: ChangeExamRequest): Promise<ExamView> {
    const details = examDetails(request);
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const exam = await lockOwnExam(em, caller, id);
      requireVersion(version, exam.version);
      exam.change(details);
      recordAudit(em, caller, { action: 'change-exam', subjectType: 'exam', subjectId: id, at: now });
      return toExamView(exam, await findRooms(em, id), now);
    });
  }
}
