import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { aBatch, ifMatch, RecruitmentDesk, refused } from '../../../../test/support/recruitment-desk.js';

describe('the times of a batch', () => {
  let platform: TestPlatform;
  let desk: RecruitmentDesk;

  beforeAll(async () => {
    platform = await startTestPlatform('recruitment', { ROLES: 'api' });
  });
  beforeEach(() => {
    platform.clock.fixAt(TEST_NOW);
    desk = new RecruitmentDesk(platform);
  });
  afterAll(() => platform.stop());

  const change = ({ id, version, name }: any, times: { opensAt?: string; closesAt?: string }) =>
    desk.manage('PUT', `/batches/${id}`, { body: { ...aBatch(name), ...times }, ...ifMatch(version) });
  const closing = { errors: [expect.objectContaining({ pointer: '/closesAt', code: 'range' })] };

  it('are not over before it is made', async () => {
    const body = { ...aBatch('已过'), opensAt: '2026-01-01T00:00:00Z', closesAt: TEST_NOW.toISOString() };
    expect((await desk.manage('POST', '/batches', { body })).body).toMatchObject(closing);
  });

  it('can be moved freely before it opens', async () => {
    const upcoming = { ...aBatch('未开放'), opensAt: '2026-12-01T00:00:00Z' };
    const batch = await desk.created('/batches', upcoming);
    const moved = await change(batch, { opensAt: '2026-12-05T00:00:00Z', closesAt: '2026-12-20T00:00:00Z' });
    expect(moved).toMatchObject({ status: 200, body: { opensAt: '2026-12-05T00:00:00.000Z', phase: 'upcoming' } });
  });

  it('keep the opening once it has come', async () => {
    const batch = await desk.newBatch();
    refused(await change(batch, { opensAt: '2026-12-05T00:00:00Z' }), 409, 'recruitment.batch-already-open');
    refused(await change(batch, { opensAt: '2026-11-01T00:00:00Z' }), 409, 'recruitment.batch-already-open');
    expect((await desk.manage('GET', `/batches/${batch.id}`)).body).toEqual(batch);
  });

  it('put the closing off, after it has passed as well, but never into the past', async () => {
    const batch = await desk.newBatch();
    expect((await change(batch, { closesAt: '2026-11-22T00:00:00Z' })).body).toMatchObject(closing);
    const { body: later } = await change(batch, { closesAt: '2027-01-10T00:00:00Z' });
    expect(later).toMatchObject({ closesAt: '2027-01-10T00:00:00.000Z', phase: 'open' });

    platform.clock.moveTo(new Date('2027-01-11T00:00:00Z'));
    desk.signIn();
    expect((await change(later, { closesAt: '2027-01-10T12:00:00Z' })).body).toMatchObject(closing);
    // what is over may still be renamed
    const { body: renamed } = await change({ ...later, name: `${later.name}补` }, { closesAt: later.closesAt });
    expect(renamed).toMatchObject({ name: `${later.name}补`, phase: 'closed' });
    expect((await change(renamed, { closesAt: '2027-01-20T00:00:00Z' })).body).toMatchObject({ phase: 'open' });
  });
});
