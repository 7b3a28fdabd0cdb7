import {
  checkCompleteness,
  getPersonalInfo,
  type SavePersonalInfoRequest,
  savePersonalInfo,
  submitApplication,
  uploadAttachment,
} from '../../openapi/client/trainee/index.js';
import type { Cast } from './cast.js';
import { eventually } from './eventually.js';
import { photographOf, portrait, scannedCertificate } from './made-up-files.js';
import type { ChosenPlan } from './plan-chapters.js';
import { answerOf, Refused, tryAgainOn } from './refused.js';

export const SENDING_UNIT = '示例市妇幼保健院';

const basic = {
  ethnicity: '08',
  nativePlace: '广西南宁',
  politicalStatus: '13',
  health: '健康',
  highestEducation: '14',
  highestDegree: '310',
} as const;

const rest = {
  contact: {
    address: '广西南宁市青秀区示例路 1 号',
    postalCode: '530021',
    emergencyContactName: '示例联系人',
    emergencyContactPhone: '13800000000',
  },
  education: [
    { school: '广西医科大学', major: '临床医学', level: '21', startMonth: '2008-09', endMonth: '2013-07' },
    { school: '广西医科大学', major: '妇产科学', level: '14', startMonth: '2013-09', endMonth: '2016-07' },
  ],
  work: [
    {
      unit: SENDING_UNIT,
      department: '生殖医学科',
      position: '医师',
      title: '233',
      startMonth: '2016-08',
      qualificationNumber: '201645110450103199001011234',
      licenceNumber: '110450000012345',
    },
  ],
  training: { specialty: 'clinical', purpose: '系统学习人类辅助生殖技术的临床规范，提高诊疗水平。' },
  statement: { accepted: true },
} as const;

/** (四) 预填个人信息: a part of the form survives signing out, then the rest and the documents. */
export async function fillInForm(cast: Cast, plan: ChosenPlan): Promise<void> {
  const { trainee, told } = cast;
  const { client } = trainee;
  await save(cast, { basic });
  await trainee.signOut();
  await cast.traineeSignsIn();
  const found = await answerOf(getPersonalInfo({ client }));
  if (found.basic.nativePlace !== basic.nativePlace) throw new Error('the draft is gone');
  told.step('（四）暂存草稿', `填写一部分后退出，再次登录仍在：籍贯 ${found.basic.nativePlace}`);

  const before = await completeness(cast, plan);
  told.step('（四）下一步', `尚不可进行，还缺 ${before.missing.length} 项，例如 ${before.missing[0]?.pointer}`);

  await save(cast, { ...rest, education: [...rest.education], work: [...rest.work] });
  const files = {
    photo: await portrait(),
    'id-card-front': await photographOf('身份证人像面.jpg'),
    'id-card-back': await photographOf('身份证国徽面.jpg'),
    'education-certificate': await scannedCertificate('学历证书.pdf'),
    'degree-certificate': await scannedCertificate('学位证书.pdf'),
    'medical-qualification-certificate': await scannedCertificate('医师资格证.pdf'),
    'practising-certificate': await scannedCertificate('执业证.pdf'),
  } as const;
  for (const [kind, file] of Object.entries(files)) {
    await answerOf(uploadAttachment({ client, body: { kind: kind as keyof typeof files, file } }));
  }
  told.step(
    '（四）上传附件',
    `${Object.values(files)
      .map(({ name }) => name)
      .join('、')}`,
  );

  const after = await completeness(cast, plan);
  if (!after.complete)
    throw new Error(`still missing: ${after.missing.map(({ pointer, code }) => `${pointer} ${code}`).join(', ')}`);
  told.step('（四）下一步', '个人信息表已填写完整');
}

/** (四)2 确认报名信息 and 提交 */
export async function submit({ trainee: { client }, person, told }: Cast, plan: ChosenPlan): Promise<string> {
  const body = { planId: plan.id, sendingUnit: SENDING_UNIT, email: person.email };
  const application = await answerOf(submitApplication({ client, body }));
  told.step('（四）提交报名', `选送单位 ${SENDING_UNIT}，状态：${application.status}`);
  return application.id;
}

/** Changes a part of the form, as of the version that was read last; reads it again when that one is stale. */
export async function save({ trainee: { client } }: Cast, body: SavePersonalInfoRequest): Promise<void> {
  await tryAgainOn('request.stale-version', async () => {
    const { version } = await eventually('the account reached the applications', () => formOf(client));
    await answerOf(savePersonalInfo({ client, body, headers: { 'If-Match': `"${version}"` } }));
  });
}

const formOf = (client: Cast['trainee']['client']) =>
  answerOf(getPersonalInfo({ client })).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  });

const completeness = ({ trainee: { client } }: Cast, plan: ChosenPlan) =>
  answerOf(checkCompleteness({ client, query: { planId: plan.id } }));
