import type { EntityManager } from '@mikro-orm/postgresql';
import { ExamRoom } from './exam-room.entity.js';

/** The rooms of an exam in the order in which they are filled and numbered. */
export const findRooms = (em: EntityManager, examId: string): Promise<ExamRoom[]> =>
  em.find(ExamRoom, { examId }, { orderBy: { position: 'asc' } });
