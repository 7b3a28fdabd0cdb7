import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { type ExamSummaryView, type ExamView, toExamSummaryView, toExamView } from './exam.dto.js';
import { Exam } from './exam.entity.js';
import { findRooms } from './find-rooms.js';
import { findOwnExam } from './own-exam.js';

@Injectable()
export class FindExams {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** The exams of the caller's bases, the latest first. */
  async run(caller: CallerIdentity, query: PageQuery): Promise<Page<ExamSummaryView>> {
    const now = this.clock.now();
    const where = { baseId: { $in: [...caller.baseIds] } };
    return findPage(this.em, Exam, where, { startsAt: 'desc', id: 'desc' }, query, (exam) =>
      toExamSummaryView(exam, now),
    );
  }

  async one(caller: CallerIdentity, id: string): Promise<ExamView> {
    const exam = await findOwnExam(this.em, caller, id);
    return toExamView(exam, await findRooms(this.em, id), this.clock.now());
  }
}
