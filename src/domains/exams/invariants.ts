import type { Invariant } from '../../platform/invariants/invariant.js';

/** What is always true of trainings and seats; that a candidate has one open seat is a unique index. */
export const examsInvariants: readonly Invariant[] = [
  {
    code: 'exams.graduate-passed',
    title: { zh: '每位已结业的学员都有一次及格的考试', en: 'A graduate has passed an examination' },
    subjectType: 'training-record',
    violations: `select r.id from exams.training_record r where r.status = 'graduated'
      and not exists (select from exams.seat s
        where s.training_id = r.id and s.outcome = 'passed' and s.closed_at is not null)`,
  },
  {
    code: 'exams.passed-graduates',
    title: { zh: '成绩已公布且及格的学员都已结业', en: 'Whoever passed has graduated' },
    subjectType: 'training-record',
    violations: `select r.id from exams.training_record r
      join exams.seat s on s.training_id = r.id and s.outcome = 'passed' and s.closed_at is not null
      where r.status <> 'graduated'`,
  },
  {
    code: 'exams.seats-within-room',
    title: { zh: '考场的座位不超过其容量', en: 'No room has more seats than places' },
    subjectType: 'exam-room',
    violations: `select room.id from exams.exam_room room join exams.seat s on s.room_id = room.id
      group by room.id, room.capacity having count(*) > room.capacity`,
  },
];
