import {
  addExamRoom,
  arrangeSeats,
  createExam,
  enterExamResults,
  getExam,
  getSeating,
  publishExam,
  publishExamResults,
} from '../../openapi/client/management/index.js';
import { answerOf, done } from '../../scripts/walkthrough/refused.js';
import { DAY } from '../support/people.js';
import { meets, type Try } from './try.js';
import { refusalOf } from './world.js';

const DAYS_AHEAD = 20;

/** An exam for this one alone: arranged and published. */
export async function sitsExam({ world, model, application }: Try): Promise<boolean> {
  if (application.trainingId === undefined) return false;
  const { client } = world.admin(application);
  const startsAt = new Date(world.people.platform.clock.now().getTime() + DAYS_AHEAD * DAY).toISOString();
  const { id } = await answerOf(createExam({ client, body: { title: '结业考试', startsAt, place: '示例教学楼' } }));
  await done(addExamRoom({ client, path: { id }, body: { name: '第一考场', capacity: 30 } }));
  const body = { trainingIds: [application.trainingId] };
  const refusal = await refusalOf(() => answerOf(arrangeSeats({ client, path: { id }, body })));
  if (!meets(model, application, 'schedule-exam', refusal, 'exams.candidates-not-eligible')) return true;
  await done(publishExam({ client, path: { id } }));
  const { rooms } = await answerOf(getSeating({ client, path: { id } }));
  application.exam = { id, ticketNumber: rooms[0]?.seats[0]?.ticketNumber ?? '' };
  return true;
}

/** The exam is held, and its result published. */
export async function passesThroughExam(
  { world, model, application, variant }: Try,
  action: 'graduate' | 'fail-exam',
): Promise<boolean> {
  if (!application.exam) return false;
  const { id, ticketNumber } = application.exam;
  const { client } = world.admin(application);
  await world.passes(DAYS_AHEAD + 1);
  model.publicityEnds();
  const failed = variant % 2 ? 'failed' : 'absent';
  const results = [{ ticketNumber, outcome: action === 'graduate' ? 'passed' : failed }] as const;
  const refusal = await refusalOf(async () => {
    const { version } = await answerOf(getExam({ client, path: { id } }));
    const headers = { 'If-Match': `"${version}"` };
    await done(enterExamResults({ client, path: { id }, body: { results: [...results] }, headers }));
    await done(publishExamResults({ client, path: { id } }));
  });
  meets(model, application, action, refusal);
  return true;
}
