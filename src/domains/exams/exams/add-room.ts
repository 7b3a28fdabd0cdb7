import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type AddExamRoomRequest, type ExamView, toExamView } from './exam.dto.js';
import { RoomNameTaken } from './exam.problems.js';
import { ExamRoom } from './exam-room.entity.js';
import { findRooms } from './find-rooms.js';
import { lockOwnExam } from './own-exam.js';

@Injectable()
export class AddRoom {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, examId: string, { name, capacity }: AddExamRoomRequest): Promise<ExamView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const exam = await lockOwnExam(em, caller, examId);
      exam.addRoom(capacity);
      const rooms = await findRooms(em, examId);
      if (rooms.some((room) => room.name === name)) throw new RoomNameTaken();
      const position = (rooms.at(-1)?.position ?? 0) + 1;
      const room = em.create(ExamRoom, { id: randomUUID(), examId, name, capacity, position });
      em.persist(room);
      recordAudit(em, caller, {
        action: 'add-exam-room',
        subjectType: 'exam',
        subjectId: examId,
        at: now,
        facts: { roomId: room.id, capacity },
      });
      return toExamView(exam, [...rooms, room], now);
    });
  }
}
