import { randomUUID } from 'node:crypto';
import { ApplicationsDesk, type DeskTrainee } from '../../../../test/support/applications-desk.js';
import { eventually } from '../../../../test/support/eventually.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { AccountRegistered, ContactChanged, ErasureApproved } from '../../accounts/contracts/index.js';
import { CandidatePublicized } from '../../publicity/contracts/index.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

const seal = (kind: 'phone' | 'name' | 'id-number', value: string) => desk.platform.encryption.seal(kind, value);
const fact = (aggregateId: string, aggregateVersion = 1) => ({
  aggregateId,
  aggregateVersion,
  occurredAt: desk.platform.clock.now().toISOString(),
});

/** `accounts` has approved; gives the request's id. */
async function approved(accountId: string): Promise<string> {
  const id = randomUUID();
  const told = { accountId, accountVersion: 5, phone: seal('phone', '13812345678'), email: null };
  await desk.platform.publish(ErasureApproved, { ...fact(id, 2), ...told });
  return id;
}

/** What the domain answers. */
const answered = (requestId: string) =>
  eventually('it answers', async () => {
    const where = { aggregateId: requestId, name: 'applications.own-data-erased' };
    return (await desk.platform.em().findOneOrFail(OutboxMessage, where)).payload;
  });

async function submitted(): Promise<{ trainee: DeskTrainee; id: string }> {
  const trainee = await (await desk.trainee()).completes();
  return { trainee, id: (await trainee.submits(await desk.plan())).body.id };
}

it('withdraws an application that was submitted just before the approval, and erases it like any other', async () => {
  const { trainee, id } = await submitted();
  expect(await answered(await approved(trainee.id))).toMatchObject({ applicationIds: [id], graduatedIds: [] });
  const steps = await desk.announced(id);
  expect(steps.map(({ action }) => action)).toEqual(['submit', 'withdraw']);
  for (const { applicantName, idNumber, maskedApplicantName } of steps) {
    expect({ applicantName, idNumber, maskedApplicantName }).toEqual({
      applicantName: '',
      idNumber: '',
      maskedApplicantName: '已注销',
    });
  }
  for (const table of ['attachment', 'personal_info']) {
    expect(await desk.rows(`select 1 from applications.${table} where trainee_id = ?`, [trainee.id])).toEqual([]);
  }
  for (const table of ['revision', 'issued_form']) {
    expect(await desk.rows(`select 1 from applications.${table} where application_id = ?`, [id])).toEqual([]);
  }
  const [row] = await desk.rows('select name, id_number, photo_key from applications.application where id = ?', [id]);
  expect(row).toEqual({ name: '', id_number: '', photo_key: null });
});

it('leaves everything as it was while a list with the application is public', async () => {
  const { trainee, id } = await submitted();
  await desk.decides(id, { outcome: 'passed' });
  await trainee.uploadsPage(id);
  await trainee.submitsPages(id);
  await desk.decides(id, { stage: 'second', outcome: 'passed', submission: 1 });
  const publicized = { listId: randomUUID(), noticeId: randomUUID(), endsAt: '2026-12-01T00:00:00Z' };
  await desk.happens(CandidatePublicized, id, publicized);
  const requestId = await approved(trainee.id);
  await eventually('it was tried', async () => {
    const jobs = `select last_error from graphile_worker.jobs where task_identifier = 'applications.own-data-erasures'`;
    expect(await desk.rows(jobs)).toEqual([{ last_error: expect.stringContaining('withdraw') as string }]);
  });
  expect(
    await desk.platform.em().count(OutboxMessage, { aggregateId: requestId, name: 'applications.own-data-erased' }),
  ).toBe(0);
  expect(await trainee.application(id)).toMatchObject({ status: 'publicized' });
  expect(await desk.rows('select 1 from applications.revision where application_id = ?', [id])).toHaveLength(1);
});

it('does not know somebody again by what was told of them before, however late it comes', async () => {
  const accountId = randomUUID();
  await answered(await approved(accountId));
  const contact = { phone: seal('phone', '13812345678'), email: null };
  await desk.platform.publish(AccountRegistered, {
    ...fact(accountId),
    ...contact,
    name: seal('name', '张小明'),
    maskedName: '张*明',
    idNumber: seal('id-number', '450103199003071231'),
    idNumberIndex: 'index',
  });
  await desk.platform.publish(ContactChanged, { ...fact(accountId, 3), ...contact, previousPhone: null });
  await eventually('both are dealt with', async () => {
    const receipts = `select 1 from platform.receipt r join platform.outbox_message m on m.id = r.message_id
      where m.aggregate_id = ?`;
    expect(await desk.rows(receipts, [accountId])).toHaveLength(2);
  });
  expect(await desk.rows('select name, id_number from applications.applicant where id = ?', [accountId])).toEqual([
    { name: '', id_number: '' },
  ]);
  expect(await desk.rows('select phone from applications.account_contact where account_id = ?', [accountId])).toEqual([
    { phone: '' },
  ]);
});

it('lets nobody take what was frozen from somebody who was not forgotten', async () => {
  const { id } = await submitted();
  for (const statement of [
    'delete from applications.revision where application_id = ?',
    'update applications.timeline_entry set reason = null where application_id = ?',
  ]) {
    await expect(desk.rows(statement, [id])).rejects.toThrow('rows are written once');
  }
});

it('lets a forgotten timeline lose its words, and nothing else', async () => {
  const { trainee, id } = await submitted();
  await answered(await approved(trainee.id));
  await expect(
    desk.rows(`update applications.timeline_entry set action = 'admit' where application_id = ?`, [id]),
  ).rejects.toThrow('rows are written once');
  await expect(desk.rows('delete from applications.timeline_entry where application_id = ?', [id])).rejects.toThrow(
    'rows are written once',
  );
});
