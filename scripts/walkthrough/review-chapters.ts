import {
  claimReview,
  decideReview,
  type DecideReviewRequest,
  getReview,
  listReviews,
  takeBackDecision,
} from '../../openapi/client/management/index.js';
import {
  getApplicationForm,
  getMyApplication,
  resubmitApplication,
  submitSignaturePages,
  uploadSignaturePage,
} from '../../openapi/client/trainee/index.js';
import type { Cast } from './cast.js';
import { eventually } from './eventually.js';
import { save, SENDING_UNIT } from './form-chapters.js';
import { scannedCertificate } from './made-up-files.js';
import type { ChosenPlan } from './plan-chapters.js';
import { answerOf } from './refused.js';

type Status = Awaited<ReturnType<typeof statusOf>>;

/** (六) 一审审核不通过, corrected and resubmitted */
export async function isReturnedAndResubmits(cast: Cast, applicationId: string, plan: ChosenPlan): Promise<void> {
  const { trainee, told, person } = cast;
  const reason = '健康状况填写不完整';
  await decide(cast, applicationId, 'first', {
    outcome: 'returned',
    reason,
    findings: [{ pointer: '/basic/health', comment: '请写明近期体检结论' }],
  });
  await until(cast, applicationId, 'first_review_returned');
  told.step('（六）一审审核不通过', `基地管理员退回：${reason}`);
  await cast.readsSms(reason);

  await save(cast, {
    basic: {
      ethnicity: '08',
      nativePlace: '广西南宁',
      politicalStatus: '13',
      health: '近期体检合格',
      highestEducation: '14',
      highestDegree: '310',
    },
  });
  const body = { planId: plan.id, sendingUnit: SENDING_UNIT, email: person.email };
  const again = await answerOf(resubmitApplication({ client: trainee.client, path: { id: applicationId }, body }));
  told.step('（六）重新提交', `按审核意见修改后重新提交，第 ${again.revision} 版`);
}

/** (五) 一审通过, after a pass that was a slip and is taken back, and (七) 打印申请表 */
export async function passesFirstReview(cast: Cast, applicationId: string): Promise<void> {
  const id = await decide(cast, applicationId, 'first', { outcome: 'passed' });
  await takeBack(cast, applicationId, id, '误点通过，执业证书须再核对');
  await decideClaimed(cast, id, { outcome: 'passed' });
  await until(cast, applicationId, 'first_review_passed');
  cast.told.step('（五）一审通过', '基地管理员审核通过');
  await cast.readsSms('已通过一审');
  cast.told.step('（七）打印申请表', await cast.keep('申请表.pdf', await printedForm(cast, applicationId)));
}

/** (八) 上传签字盖章页, (十) 二审审核不通过, then (九) 二审通过 */
export async function passesSecondReview(cast: Cast, applicationId: string): Promise<void> {
  await handsInSignaturePages(cast, applicationId, await scannedCertificate('签字盖章页.pdf'));
  const reason = '缺少选送单位公章';
  await decide(cast, applicationId, 'second', { outcome: 'returned', reason });
  await until(cast, applicationId, 'second_review_returned');
  cast.told.step('（十）二审审核不通过', `基地管理员退回：${reason}`);
  await cast.readsSms(reason);

  const signed = new File([await printedForm(cast, applicationId)], '签字盖章页（已盖章）.pdf', {
    type: 'application/pdf',
  });
  await handsInSignaturePages(cast, applicationId, signed);
  await decide(cast, applicationId, 'second', { outcome: 'passed' });
  await until(cast, applicationId, 'second_review_passed');
  cast.told.step('（九）二审通过', '签字盖章页符合要求');
  await cast.readsSms('已通过二审');
}

async function handsInSignaturePages({ trainee: { client }, told }: Cast, id: string, file: File): Promise<void> {
  const { fileName, formNumber } = await answerOf(uploadSignaturePage({ client, path: { id }, body: { file } }));
  await answerOf(submitSignaturePages({ client, path: { id } }));
  const code = formNumber === null ? '未识读出二维码，由审核人核对' : `二维码为申请表 ${formNumber}`;
  told.step('（八）上传签字盖章页', `${fileName} 已提交，${code}`);
}

const printedForm = async ({ trainee: { client } }: Cast, id: string): Promise<Blob> =>
  await answerOf(getApplicationForm({ client, path: { id }, query: { format: 'pdf' } }));

async function decide(
  { baseAdmin: { client } }: Cast,
  applicationId: string,
  stage: 'first' | 'second',
  body: DecideReviewRequest,
): Promise<string> {
  const { id } = await eventually(`the case of the ${stage} review is in the queue`, async () => {
    const { items } = await answerOf(listReviews({ client, query: { stage, state: 'waiting', limit: 100 } }));
    return items.find((waiting) => waiting.applicationId === applicationId);
  });
  const { version } = await answerOf(claimReview({ client, path: { id } }));
  await answerOf(decideReview({ client, path: { id }, body, headers: { 'If-Match': `"${version}"` } }));
  return id;
}

async function decideClaimed({ baseAdmin: { client } }: Cast, id: string, body: DecideReviewRequest): Promise<void> {
  const { version } = await eventually('the case is in the hands of who took the decision back', async () => {
    const seen = await answerOf(getReview({ client, path: { id } }));
    return seen.status === 'claimed' ? seen : undefined;
  });
  await answerOf(decideReview({ client, path: { id }, body, headers: { 'If-Match': `"${version}"` } }));
}

/** 撤回审核结论: within ten minutes, while nothing was built on it. */
async function takeBack(cast: Cast, applicationId: string, id: string, reason: string): Promise<void> {
  const { client } = cast.baseAdmin;
  await eventually('the decision can be taken back', async () => {
    const { availableActions } = await answerOf(getReview({ client, path: { id } }));
    const stands = await statusOf(cast, applicationId);
    return availableActions.includes('take-back') && stands === 'first_review_passed' ? true : undefined;
  });
  await answerOf(takeBackDecision({ client, path: { id }, body: { reason } }));
  await until(cast, applicationId, 'submitted');
  cast.told.step('撤回审核结论', `基地管理员撤回：${reason}`);
  await cast.readsSms(reason);
}

const statusOf = ({ trainee: { client } }: Cast, id: string) =>
  answerOf(getMyApplication({ client, path: { id } })).then(({ status }) => status);

/** Waits until the trainee sees this status. */
export async function until(cast: Cast, applicationId: string, wanted: Status): Promise<void> {
  await eventually(`the application is ${wanted}`, async () =>
    (await statusOf(cast, applicationId)) === wanted ? wanted : undefined,
  );
}
