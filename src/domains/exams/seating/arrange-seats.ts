import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { NoCandidates, TooFewPlaces } from '../exams/exam.problems.js';
import { findRooms } from '../exams/find-rooms.js';
import { lockOwnExam } from '../exams/own-exam.js';
import { findCandidates, namedCandidates } from './find-candidates.js';
import { planSeating } from './seating-plan.js';
import { type ArrangeSeatsRequest, type SeatingView, toSeatingView } from './seating.dto.js';
import { Seat } from './seat.entity.js';

@Injectable()
export class ArrangeSeats {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Replaces whatever arrangement there was. */
  async run(caller: CallerIdentity, examId: string, request: ArrangeSeatsRequest): Promise<SeatingView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const exam = await lockOwnExam(em, caller, examId);
      exam.refuseIfBlocked('arrange-seats', now);
      const candidates = request.trainingIds
        ? await namedCandidates(em, exam, request.trainingIds)
        : await findCandidates(em, exam);
      if (candidates.length === 0) throw new NoCandidates();
      if (candidates.length > exam.placeCount) throw tooFewPlaces(candidates.length, exam.placeCount);

      const rooms = await findRooms(em, examId);
      const seed = request.seed ?? randomBytes(16).toString('hex');
      exam.arrangeSeats(candidates.length, seed);
      await em.nativeDelete(Seat, { examId });
      const seats = planSeating(candidates, rooms, seed).map(({ room, number, candidate }) =>
        em.create(Seat, {
          id: randomUUID(),
          version: 1,
          examId,
          roomId: room.id,
          roomCapacity: room.capacity,
          number,
          trainingId: candidate.id,
          traineeId: candidate.traineeId,
        }),
      );
      em.persist(seats);
      recordAudit(em, caller, {
        action: 'arrange-seats',
        subjectType: 'exam',
        subjectId: examId,
        at: now,
        facts: { candidates: candidates.length, rooms: rooms.length, seed },
      });
      return toSeatingView(exam, rooms, seats, candidates);
    });
  }
}

const tooFewPlaces = (candidates: number, places: number) =>
  new TooFewPlaces({
    detail: {
      zh: `需要编排 ${candidates} 名考生，考场共有 ${places} 个座位，还差 ${candidates - places} 个`,
      en: `${candidates} candidates need a seat, the rooms have ${places}: ${candidates - places} too few`,
    },
    members: { candidates, places, missing: candidates - places },
  });
