import {
  addExamRoom,
  arrangeSeats,
  completeTrainings,
  createExam,
  listTrainings,
  publishExam,
  startTrainings,
} from '../../openapi/client/management/index.js';
import { getExamTicketDocument, listMyExamTickets } from '../../openapi/client/trainee/index.js';
import type { Cast } from './cast.js';
import { eventually } from './eventually.js';
import type { ChosenPlan } from './plan-chapters.js';
import { answerOf } from './refused.js';
import { until } from './review-chapters.js';

const DAY = 24 * 3600 * 1000;

/** 轮转培训 begins and ends */
export async function isTrained(cast: Cast, applicationId: string, plan: ChosenPlan): Promise<string> {
  const { client } = cast.baseAdmin;
  const record = await eventually('the training record is there', async () => {
    const { items } = await answerOf(listTrainings({ client, query: { planId: plan.id, limit: 100 } }));
    return items.find((training) => training.applicationId === applicationId);
  });
  await answerOf(startTrainings({ client, body: { trainingIds: [record.id] } }));
  await until(cast, applicationId, 'in_training');
  await answerOf(completeTrainings({ client, body: { trainingIds: [record.id] } }));
  await until(cast, applicationId, 'training_completed');
  cast.told.step('（十二）轮转培训', '基地管理员登记培训开始与结束');
  return record.id;
}

/** (十二) 打印准考证 */
export async function getsTicket(cast: Cast, applicationId: string, trainingId: string): Promise<void> {
  const { told, trainee, baseAdmin } = cast;
  const { client } = baseAdmin;
  const startsAt = new Date((await cast.now()).getTime() + 20 * DAY).toISOString().slice(0, 10) + 'T09:00:00+08:00';
  const exam = await answerOf(
    createExam({
      client,
      body: {
        title: '人类辅助生殖技术规范培训结业考试',
        startsAt,
        place: '示例培训基地教学楼',
        address: '南宁市青秀区示例路 1 号',
      },
    }),
  );
  const path = { id: exam.id };
  await answerOf(addExamRoom({ client, path, body: { name: '第一考场', capacity: 30 } }));
  await answerOf(arrangeSeats({ client, path, body: { trainingIds: [trainingId] } }));
  await answerOf(publishExam({ client, path }));
  await until(cast, applicationId, 'exam_scheduled');
  told.step('（十二）分配考场', '新建考试和考场，编排座位并发布');
  await cast.readsSms('准考证');

  const { items } = await answerOf(listMyExamTickets({ client: trainee.client }));
  const ticket = items.find(({ examId }) => examId === exam.id);
  if (!ticket) throw new Error('no ticket for the exam');
  const document = await answerOf(
    getExamTicketDocument({ client: trainee.client, path: { id: ticket.id }, query: { format: 'pdf' } }),
  );
  told.step('（十二）打印准考证', `${ticket.ticketNumber}，${await cast.keep('准考证.pdf', document)}`);
}
