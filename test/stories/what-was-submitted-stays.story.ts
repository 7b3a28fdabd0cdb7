import type { BaseAdmin } from '../support/base-admin.js';
import { jpeg } from '../support/made-files.js';
import { DAY, later, People, type Plan } from '../support/people.js';
import { completeForm } from '../support/trainee.js';

describe('a revision is frozen', () => {
  let people: People;
  let nanning: BaseAdmin;
  let plan: Plan;

  beforeAll(async () => {
    people = await People.gather();
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, await people.batch('2026 年度'));
  });
  afterAll(() => people.part());

  it('the reviewer reads what was submitted, though its owner edited the form and deleted the files', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    const submitted = await trainee.attachments();
    const contents = await Promise.all(submitted.map((attachment) => nanning.opens(application, attachment)));

    for (const attachment of submitted) await trainee.deletes(attachment);
    await trainee.saves({ work: [] });
    expect(await trainee.attachments()).toEqual([]);
    // past the sweep of files that nothing names
    await people.moveClockTo(later(3 * DAY));

    for (const [index, attachment] of submitted.entries()) {
      expect((await nanning.opens(application, attachment)).equals(contents[index] ?? Buffer.alloc(0))).toBe(true);
    }
    const revision = await nanning.reads(application, 1);
    expect(revision.attachments.map(({ id }) => id).toSorted()).toEqual(submitted.map(({ id }) => id).toSorted());
    expect(revision.work).toHaveLength(1);
    expect(await nanning.changes(application, 1)).toEqual([]);
  });

  it('the reviewer sees what changed since the revision before, and what was said about that one', async () => {
    const trainee = await (await people.trainee('李小红')).fillsIn();
    const application = await trainee.submits(plan);
    const findings = [{ pointer: '/basic/health', comment: '请写明近期体检结论' }];
    await nanning.returns(application, { reason: '健康状况填写不完整', findings });

    await trainee.saves({ basic: { ...completeForm.basic, health: '近期体检合格' } });
    const [photo] = (await trainee.attachments()).filter(({ kind }) => kind === 'photo');
    if (photo) await trainee.deletes(photo);
    const otherPhoto = new File([new Uint8Array(await jpeg(413, 579))], '证件照.jpg', { type: 'image/jpeg' });
    await trainee.uploads('photo', otherPhoto);
    await trainee.resubmits(application, plan);

    const changes = await nanning.changes(application, 2);
    expect(changes).toContainEqual({ pointer: '/basic/health', before: '健康', after: '近期体检合格' });
    expect(changes.map(({ pointer }) => pointer).toSorted()).toEqual(['/attachments/photo/0/sha256', '/basic/health']);
    expect(await nanning.looksAt(await nanning.caseOf(application))).toMatchObject({
      revision: 2,
      previousReview: { revision: 1, outcome: 'returned', reason: '健康状况填写不完整', findings },
    });
    expect((await nanning.reads(application, 1)).basic.health).toBe('健康');
  });
});
