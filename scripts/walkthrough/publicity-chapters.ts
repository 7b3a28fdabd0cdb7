import {
  createAdmissionList,
  getAdmissionList,
  publishAdmissionList,
  replaceAdmissionListEntries,
  listAdmissionCandidates,
} from '../../openapi/client/management/index.js';
import { getNotice } from '../../openapi/client/trainee/index.js';
import type { Cast } from './cast.js';
import { eventually } from './eventually.js';
import type { ChosenPlan } from './plan-chapters.js';
import { answerOf, tryAgainOn } from './refused.js';
import { until } from './review-chapters.js';

/** (十一) 录取名单公示, until the publicity is over and the trainee is admitted */
export async function isAdmitted(cast: Cast, applicationId: string, plan: ChosenPlan): Promise<void> {
  const {
    baseAdmin: { client },
    told,
  } = cast;
  const list = await answerOf(createAdmissionList({ client, body: { planId: plan.id } }));
  const path = { id: list.id };
  await eventually('the trainee is among the candidates', async () => {
    const { items } = await answerOf(listAdmissionCandidates({ client, path, query: { limit: 100 } }));
    return items.find((candidate) => candidate.applicationId === applicationId);
  });
  await tryAgainOn('request.stale-version', async () => {
    const { version } = await answerOf(getAdmissionList({ client, path }));
    const headers = { 'If-Match': `"${version}"` };
    await answerOf(replaceAdmissionListEntries({ client, path, body: { applicationIds: [applicationId] }, headers }));
  });
  const published = await answerOf(publishAdmissionList({ client, path, body: {} }));
  if (!published.noticeId || !published.endsAt) throw new Error('the list was published without a notice');
  const notice = await answerOf(getNotice({ client: cast.trainee.client, path: { id: published.noticeId } }));
  const listed = notice.entries.map(({ maskedName, sendingUnit }) => `${maskedName}（${sendingUnit}）`).join('、');
  await until(cast, applicationId, 'publicized');
  told.step('（十一）录取名单公示', `《${notice.title}》：${listed}，公示至 ${published.endsAt}`);
  await cast.readsSms('公示');

  await cast.waitUntil(new Date(Date.parse(published.endsAt) + 60_000));
  await cast.administratorsSignIn();
  await cast.traineeSignsIn();
  await until(cast, applicationId, 'admitted');
  told.step('（十一）公示结束', '公示期满无异议，已录取（时钟拨到公示结束之后）');
  await cast.readsSms('录取');
}
