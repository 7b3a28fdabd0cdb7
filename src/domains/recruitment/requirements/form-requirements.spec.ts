import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ifMatch, RecruitmentDesk, refused } from '../../../../test/support/recruitment-desk.js';
import type { Specialty } from '../contracts/index.js';

const photo = { kind: 'photo', required: true, maxCount: 1 };

describe('what a specialty asks for', () => {
  let platform: TestPlatform;
  let desk: RecruitmentDesk;

  beforeAll(async () => {
    platform = await startTestPlatform('recruitment');
  });
  beforeEach(() => {
    platform.clock.fixAt(TEST_NOW);
    desk = new RecruitmentDesk(platform);
  });
  afterAll(() => platform.stop());

  const ask = async (specialty: Specialty, body: object) => {
    const { version } = (await desk.manage('GET', `/form-requirements/${specialty}`)).body;
    return desk.manage('PUT', `/form-requirements/${specialty}`, { body, ...ifMatch(version) });
  };
  const asks = async (specialty: Specialty) => (await desk.manage('GET', `/form-requirements/${specialty}`)).body;

  it('has formats, a size and conditions, each with words for who does not meet it', async () => {
    const answer = await ask('laboratory', {
      attachments: [{ ...photo, formats: ['jpeg'], maxBytes: 1_000_000 }],
      eligibility: [
        { rule: 'minimum-education', education: '21' },
        { rule: 'minimum-degree', degree: '4' },
        { rule: 'accepted-titles', titles: ['263', '264'] },
        { rule: 'minimum-work-years', years: 2 },
        { rule: 'maximum-age', years: 45, explanation: '年满四十五周岁者请与基地联系' },
      ],
    });
    expect(answer.status).toBe(200);
    expect(answer.body.attachments).toEqual([{ ...photo, formats: ['jpeg'], maxBytes: 1_000_000, name: '证件照' }]);
    expect(answer.body.eligibility.map(({ explanation }: any) => explanation)).toEqual([
      '最高学历须为大学本科毕业及以上',
      '最高学位须为学士及以上',
      '职称须为主管技师、技师之一',
      '工作年限须满 2 年',
      '年满四十五周岁者请与基地联系',
    ]);
  });

  it('is shown with each plan of the specialty, and announced with its version', async () => {
    const { body: asked } = await ask('andrology', {
      attachments: [photo],
      eligibility: [{ rule: 'minimum-education', education: '31' }],
    });
    const { plan } = await desk.newPlan('andrology');
    await desk.manage('POST', `/plans/${plan.id}/publication`);
    const { body } = await platform.call('GET', `/plans/${plan.id}`);
    expect(body.requiredAttachments).toEqual(asked.attachments);
    expect(body.eligibility).toEqual(asked.eligibility);
    expect((await desk.announcements(plan.id)).at(-1)?.payload).toMatchObject({
      eligibility: asked.eligibility,
      requirementsVersion: asked.version,
    });
  });

  it('keeps its conditions when only the attachments are changed', async () => {
    const eligibility = [{ rule: 'minimum-work-years', years: 1 }];
    await ask('clinical', { attachments: [photo], eligibility });
    const { body } = await ask('clinical', { attachments: [photo, { kind: 'other', required: false, maxCount: 2 }] });
    expect(body.eligibility).toMatchObject(eligibility);
    expect((await ask('clinical', { attachments: [photo], eligibility: [] })).body.eligibility).toEqual([]);
  });

  it('has every version read again, newest first, by whom and since when', async () => {
    const first = await asks('nursing');
    platform.clock.advance(60);
    await ask('nursing', { attachments: [photo] });
    const { body } = await desk.manage('GET', '/form-requirements/nursing/versions');
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({
      version: first.version + 1,
      attachments: [{ kind: 'photo' }],
      changedAt: '2026-11-23T02:01:00.000Z',
      changedBy: expect.any(String),
    });
    expect(body.items[1]).toMatchObject({ version: first.version, attachments: first.attachments, changedBy: null });
  });

  it('has no past version changed, whoever asks the table', async () => {
    const change = platform.em().execute(`update recruitment.form_requirement_version set attachments = '[]'`);
    await expect(change).rejects.toThrow(/written once/);
    const remove = platform.em().execute(`delete from recruitment.form_requirement_version`);
    await expect(remove).rejects.toThrow(/written once/);
  });

  it.each([
    [{ attachments: [photo, photo] }, '/attachments/1/kind duplicate'],
    [{ attachments: [{ ...photo, formats: ['pdf'] }] }, '/attachments/0/formats not-in-list'],
    [{ attachments: [{ ...photo, maxBytes: 20 * 1024 * 1024 + 1 }] }, '/attachments/0/maxBytes range'],
    [{ attachments: [photo], eligibility: [{ rule: 'minimum-education' }] }, '/eligibility/0/education required'],
    [
      { attachments: [photo], eligibility: [{ rule: 'maximum-age', years: 45, degree: '4' }] },
      '/eligibility/0/degree not-applicable',
    ],
    [
      {
        attachments: [photo],
        eligibility: [
          { rule: 'maximum-age', years: 45 },
          { rule: 'maximum-age', years: 50 },
        ],
      },
      '/eligibility/1/rule duplicate',
    ],
    [
      { attachments: [photo], eligibility: [{ rule: 'accepted-titles', titles: ['999'] }] },
      '/eligibility/0/titles not-in-list',
    ],
  ])('refuses what contradicts itself, and keeps what it asked for: %j', async (body, error) => {
    const before = await asks('clinical');
    const answer = await ask('clinical', body);
    refused(answer, 422, 'request.invalid');
    expect(answer.body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`)).toEqual([error]);
    expect(await asks('clinical')).toEqual(before);
  });

  it('is no specialty of ours: refused', async () => {
    refused(await desk.manage('GET', '/form-requirements/dentistry'), 422, 'request.invalid');
    refused(await desk.manage('GET', '/form-requirements/dentistry/versions'), 422, 'request.invalid');
  });

  it('lets one of two changes through that race on one version', async () => {
    const { version } = await asks('clinical');
    const change = () =>
      desk.manage('PUT', '/form-requirements/clinical', { body: { attachments: [photo] }, ...ifMatch(version) });
    const answers = await Promise.all([change(), change()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});
