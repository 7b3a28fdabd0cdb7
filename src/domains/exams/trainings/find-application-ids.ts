import type { EntityManager } from '@mikro-orm/postgresql';
import { TrainingRecord } from './training-record.entity.js';

/** Looks up which application the candidate of each seat belongs to. */
export async function findApplicationIds(
  em: EntityManager,
  seats: readonly { trainingId: string }[],
): Promise<(seat: { trainingId: string }) => string> {
  const records = await em.find(TrainingRecord, { id: { $in: seats.map(({ trainingId }) => trainingId) } });
  const found = new Map(records.map(({ id, applicationId }) => [id, applicationId]));
  return ({ trainingId }) => {
    const applicationId = found.get(trainingId);
    if (applicationId === undefined) throw new Error(`no training record ${trainingId}`);
    return applicationId;
  };
}
