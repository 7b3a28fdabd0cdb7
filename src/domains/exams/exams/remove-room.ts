import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Seat } from '../seating/seat.entity.js';
import { type ExamView, toExamView } from './exam.dto.js';
import { RoomNotFound } from './exam.problems.js';
import { ExamRoom } from './exam-room.entity.js';
import { findRooms } from './find-rooms.js';
import { lockOwnExam } from './own-exam.js';

@Injectable()
export class RemoveRoom {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, examId: string, roomId: string): Promise<ExamView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const exam = await lockOwnExam(em, caller, examId);
      const rooms = await findRooms(em, examId);
      const room = rooms.find(({ id }) => id === roomId);
      if (!room) throw new RoomNotFound();
      exam.removeRoom(room.capacity);
      const seats = await em.nativeDelete(Seat, { examId });
      await em.nativeDelete(ExamRoom, { id: roomId });
      recordAudit(em, caller, {
        action: 'remove-exam-room',
        subjectType: 'exam',
        subjectId: examId,
        at: now,
        facts: { roomId, seatsGivenUp: seats },
      });
      return toExamView(
        exam,
        rooms.filter(({ id }) => id !== roomId),
        now,
      );
    });
  }
}
