import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { ApplicationsDataErased, ApplicationStatusChanged } from '../../applications/contracts/index.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';

let platform: TestPlatform;
let objects: ObjectStore;
beforeAll(async () => {
  platform = await startTestPlatform('exams');
  objects = platform.platform.app.get(ObjectStore, { strict: false });
});
afterAll(() => platform.stop());

const fact = (aggregateId: string) => ({ aggregateId, aggregateVersion: 1, occurredAt: TEST_NOW.toISOString() });

/** Somebody who was admitted, with a photo. */
async function admitted(traineeId: string): Promise<TrainingRecord> {
  const applicationId = randomUUID();
  const photoKey = `applications/${applicationId}`;
  await objects.put(photoKey, Readable.from([Buffer.from('a face')]), { mediaType: 'image/jpeg' });
  await platform.publish(ApplicationStatusChanged, {
    ...fact(applicationId),
    ...{ traineeId, planId: randomUUID(), baseId: randomUUID(), batchId: randomUUID(), specialty: 'nursing' },
    ...{ revision: 1, sendingUnit: '示例医院', maskedApplicantName: '张*明', photoKey },
    applicantName: platform.encryption.seal('name', '张小明'),
    idNumber: platform.encryption.seal('id-number', '450103199001011234'),
    ...{ action: 'admit', from: 'publicized', to: 'admitted', previousPlanId: null, reason: null },
  });
  return eventually('the record begins', () => platform.em().findOneOrFail(TrainingRecord, { applicationId }));
}

it('keeps name, ID number and photo of who graduated, and of nobody else', async () => {
  const accountId = randomUUID();
  const [graduate, other, somebodyElse] = [
    await admitted(accountId),
    await admitted(accountId),
    await admitted(randomUUID()),
  ];
  const requestId = randomUUID();
  await platform.publish(ApplicationsDataErased, {
    ...fact(requestId),
    accountId,
    applicationIds: [graduate.applicationId, other.applicationId],
    graduatedIds: [graduate.applicationId],
  });
  await eventually('it answers', () =>
    platform.em().findOneOrFail(OutboxMessage, { aggregateId: requestId, name: 'exams.own-data-erased' }),
  );
  const now = async ({ id }: TrainingRecord) => {
    const { name, maskedName, idNumber, photoKey } = await platform.em().findOneOrFail(TrainingRecord, { id });
    return { name, maskedName, idNumber, photoKey };
  };
  for (const record of [graduate, somebodyElse]) {
    const { name, maskedName, idNumber, photoKey } = record;
    expect(await now(record)).toEqual({ name, maskedName, idNumber, photoKey });
    expect(await objects.stat(photoKey ?? '')).toBeDefined();
  }
  expect(await now(other)).toEqual({ name: '', maskedName: '已注销', idNumber: '', photoKey: null });
  expect(await objects.stat(other.photoKey ?? '')).toBeUndefined();
});
