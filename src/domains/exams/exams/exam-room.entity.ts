import { defineEntity, p } from '@mikro-orm/core';

const ExamRoomSchema = defineEntity({
  name: 'ExamRoom',
  schema: 'exams',
  tableName: 'exam_room',
  // a ticket number has three digits for the seat
  checks: [{ name: 'exam_room_capacity', expression: 'capacity between 1 and 999' }],
  properties: {
    id: p.uuid().primary(),
    examId: p.uuid(),
    name: p.string().length(50),
    capacity: p.integer(),
    // the order in which rooms are filled and numbered
    position: p.integer(),
  },
  uniques: [
    { properties: ['examId', 'name'] },
    { properties: ['examId', 'position'] },
    // what a seat refers to, so that its number can be checked against the capacity
    { name: 'exam_room_fits', properties: ['examId', 'id', 'capacity'] },
  ],
});

/** 考场 */
export class ExamRoom extends ExamRoomSchema.class {}
ExamRoomSchema.setClass(ExamRoom);
