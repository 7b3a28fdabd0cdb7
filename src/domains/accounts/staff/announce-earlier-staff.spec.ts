import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountCallers } from '../../../../test/support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { AnnounceEarlierStaff } from './announce-earlier-staff.js';

let platform: TestPlatform;
let people: AccountCallers;
beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const NAME = 'accounts.staff-account-changed';
const runs = () => platform.platform.app.get(AnnounceEarlierStaff).run(platform.em());
const versionsTold = async (aggregateId: string) => {
  const where = { name: NAME, aggregateId };
  const told = await platform.em().find(OutboxMessage, where, { orderBy: { sequence: 'asc' } });
  return told.map(({ aggregateVersion }) => aggregateVersion);
};

it('tells once, with a new version, of accounts that nobody was told of, or not of all', async () => {
  const [never, partly, whole] = [await people.newStaff(), await people.newStaff(), await people.newStaff()];
  // as the versions before left them
  await platform.em().execute(`delete from platform.outbox_message where aggregate_id = ?`, [never.id]);
  await platform
    .em()
    .execute(`update platform.outbox_message set payload = payload - 'active' where aggregate_id = ?`, [partly.id]);

  await Promise.all([runs(), runs(), runs()]);
  await runs();
  expect(await versionsTold(never.id)).toEqual([never.version + 1]);
  expect(await versionsTold(partly.id)).toEqual([partly.version, partly.version + 1]);
  expect(await versionsTold(whole.id)).toEqual([whole.version]);
});
