import { defineEntity, p } from '@mikro-orm/core';
import type { ProblemClass } from '../../../platform/problems/problem.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { type ExamAction, examLifecycle } from './exam.lifecycle.js';
import { ExamBegun, ExamNotHeldYet, NoRooms, ResultsMissing, TooManyRooms } from './exam.problems.js';

/** A ticket number has two digits for the room. */
export const MOST_ROOMS = 99;

const ExamSchema = defineEntity({
  name: 'Exam',
  schema: 'exams',
  tableName: 'exam',
  indexes: [{ properties: ['baseId', 'startsAt', 'id'] }],
  checks: [
    { name: 'exam_ends_after_start', expression: 'ends_at is null or ends_at > starts_at' },
    { name: 'exam_counts', expression: 'candidate_count <= place_count and result_count <= candidate_count' },
  ],
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    baseId: p.uuid(),
    batchId: p.uuid().nullable(),
    title: p.string().length(100),
    startsAt: p.datetime(),
    endsAt: p.datetime().nullable(),
    place: p.string().length(100),
    address: p.string().length(200).nullable(),
    // 考生须知, one a line
    rules: p.text(),
    status: p.enum(examLifecycle.states),
    roomCount: p.integer(),
    placeCount: p.integer(),
    candidateCount: p.integer(),
    resultCount: p.integer(),
    seatingSeed: p.string().length(64).nullable(),
    // of the year in which the exam takes place, given at publication; part of the ticket numbers
    year: p.integer().nullable(),
    numberInYear: p.integer().nullable(),
    publishedAt: p.datetime().nullable(),
    resultsPublishedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
  uniques: [{ properties: ['year', 'numberInYear'] }],
});

export interface ExamDetails {
  title: string;
  startsAt: Date;
  endsAt: Date | null;
  place: string;
  address: string | null;
  rules: string;
}

/** 结业考试. Changed, with its rooms and seats, only while its row is locked: `version` and the counts are then right. */
export class Exam extends ExamSchema.class {
  change(details: ExamDetails): void {
    this.follow('change');
    Object.assign(this, details);
  }

  addRoom(capacity: number): void {
    if (this.roomCount >= MOST_ROOMS) throw new TooManyRooms();
    this.follow('add-room');
    this.roomCount += 1;
    this.placeCount += capacity;
  }

  /** The seats have to go with it. */
  removeRoom(capacity: number): void {
    this.follow('remove-room');
    this.roomCount -= 1;
    this.placeCount -= capacity;
    this.candidateCount = 0;
    this.seatingSeed = null;
  }

  arrangeSeats(candidates: number, seed: string): void {
    this.follow('arrange-seats');
    this.candidateCount = candidates;
    this.seatingSeed = seed;
  }

  publish(year: number, numberInYear: number, now: Date): void {
    this.refuseIfBlocked('publish', now);
    this.follow('publish');
    this.year = year;
    this.numberInYear = numberInYear;
    this.publishedAt = now;
  }

  enterResults(resultCount: number, now: Date): void {
    this.refuseIfBlocked('enter-results', now);
    this.follow('enter-results');
    this.resultCount = resultCount;
  }

  publishResults(now: Date): void {
    this.refuseIfBlocked('publish-results', now);
    this.follow('publish-results');
    this.resultsPublishedAt = now;
  }

  /** Throws what stands in the way of an action at this moment, the table first. */
  refuseIfBlocked(action: ExamAction, now: Date): void {
    examLifecycle.next(this.status, action);
    const Blocked = this.blockedBy(action, now);
    if (Blocked === ResultsMissing) throw new ResultsMissing({ members: this.missingResults() });
    if (Blocked) throw new Blocked();
  }

  /** Why an action cannot be taken now; undefined when it can. */
  blockedBy(action: ExamAction, now: Date): ProblemClass | undefined {
    if (!examLifecycle.allows(this.status, action)) return StepNotAllowed;
    const begun = now >= this.startsAt;
    if (action === 'arrange-seats' && this.roomCount === 0) return NoRooms;
    if (action === 'publish' && begun) return ExamBegun;
    if ((action === 'enter-results' || action === 'publish-results') && !begun) return ExamNotHeldYet;
    if (action === 'publish-results' && this.resultCount < this.candidateCount) return ResultsMissing;
    return undefined;
  }

  private missingResults() {
    return { candidates: this.candidateCount, missing: this.candidateCount - this.resultCount };
  }

  private follow(action: ExamAction): void {
    this.status = examLifecycle.next(this.status, action);
    this.version += 1;
  }
}
ExamSchema.setClass(Exam);
