import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { textArray } from '../../../platform/database/text-array.js';
import type { FieldError, Text } from '../../../platform/problems/problem.js';
import type { Exam } from '../exams/exam.entity.js';
import { CandidatesNotEligible } from '../exams/exam.problems.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';

const reasons = {
  'not-found': { zh: '本基地没有这条培训记录', en: 'is no training record of this base' },
  'not-completed': { zh: '轮转培训尚未结束', en: 'has not completed the training' },
  graduated: { zh: '已经结业', en: 'has graduated' },
  'seated-elsewhere': { zh: '已编排在另一场考试', en: 'is seated in another exam' },
} as const satisfies Record<string, Text>;

// whoever graduates at this moment is waited for: otherwise a graduate could get a seat
const untilSeated = { lockMode: LockMode.PESSIMISTIC_READ, orderBy: { id: 'asc' } } as const;

/** Everyone of the exam's base (and batch, if it has one) who completed the training and waits for no other exam. */
export async function findCandidates(em: EntityManager, exam: Exam): Promise<TrainingRecord[]> {
  const { baseId, batchId } = exam;
  const completed = await em.find(
    TrainingRecord,
    { baseId, status: 'completed', ...(batchId && { batchId }) },
    untilSeated,
  );
  const elsewhere = await seatedElsewhere(em, exam, completed);
  return completed.filter(({ id }) => !elsewhere.has(id));
}

/** Those that were named; refused, each with its reason, unless all of them can sit the exam. */
export async function namedCandidates(
  em: EntityManager,
  exam: Exam,
  trainingIds: readonly string[],
): Promise<TrainingRecord[]> {
  const ids = trainingIds.map((id) => id.toLowerCase());
  const records = await em.find(TrainingRecord, { id: { $in: ids }, baseId: exam.baseId }, untilSeated);
  const elsewhere = await seatedElsewhere(em, exam, records);
  const errors = ids.flatMap((id, index): FieldError[] => {
    const record = records.find((candidate) => candidate.id === id);
    const code = whyNot(record, elsewhere);
    return code ? [{ pointer: `/trainingIds/${index}`, code, detail: reasons[code] }] : [];
  });
  if (errors.length > 0) throw new CandidatesNotEligible({ errors });
  return records;
}

function whyNot(record: TrainingRecord | undefined, elsewhere: Set<string>): keyof typeof reasons | undefined {
  if (!record) return 'not-found';
  if (record.status === 'graduated') return 'graduated';
  if (record.status !== 'completed') return 'not-completed';
  return elsewhere.has(record.id) ? 'seated-elsewhere' : undefined;
}

async function seatedElsewhere(em: EntityManager, exam: Exam, records: TrainingRecord[]): Promise<Set<string>> {
  const rows = await em.execute<{ training_id: string }[]>(
    `select training_id from exams.seat
      where closed_at is null and exam_id <> ? and training_id = any(?::text[]::uuid[])`,
    [exam.id, textArray(records.map(({ id }) => id))],
  );
  return new Set(rows.map(({ training_id }) => training_id));
}
