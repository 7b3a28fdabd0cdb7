import {
  confirmPhoneChange,
  endSession,
  getAccount,
  listSessions,
  startPhoneChange,
} from '../../openapi/client/trainee/index.js';
import { answerOf, done } from '../../scripts/walkthrough/refused.js';
import { Session } from '../../scripts/walkthrough/session.js';
import { eventually } from '../support/eventually.js';
import { HOUR, later, People } from '../support/people.js';
import type { Trainee } from '../support/trainee.js';

describe('who signs in where', () => {
  let people: People;

  beforeAll(async () => {
    people = await People.gather();
  });
  afterAll(() => people.part());

  /** One of a person's devices, on which they have signed in. */
  async function device({ person }: Trainee): Promise<Session> {
    const session = new Session(people.platform.url, people.outbox);
    await session.signIn(person.phone, person.password);
    return session;
  }

  const looks = ({ client }: Session) => answerOf(getAccount({ client }));
  const isSignedOut = (session: Session) =>
    eventually('the device is signed out', () =>
      expect(looks(session)).rejects.toMatchObject({ status: 401, problem: { code: 'access.session-ended' } }),
    );

  it('a trainee who left a computer signed in ends that session from home, and stays signed in there', async () => {
    const trainee = await people.trainee();
    const atWork = await device(trainee);
    await people.moveClockTo(later(HOUR));
    const atHome = await device(trainee);

    const { items } = await answerOf(listSessions({ client: atHome.client }));
    expect(items).toEqual([
      expect.objectContaining({ current: true, startedAt: later(HOUR).toISOString() }),
      expect.objectContaining({ current: false, startedAt: later(0).toISOString() }),
    ]);
    await done(endSession({ client: atHome.client, path: { id: items[1]!.id } }));

    await isSignedOut(atWork);
    expect(await looks(atHome)).toMatchObject({ id: trainee.id });
    expect((await answerOf(listSessions({ client: atHome.client }))).items).toHaveLength(1);
  });

  it('a new phone signs every other device out, and the old phone is told', async () => {
    const trainee = await people.trainee();
    const [lost, kept] = [await device(trainee), await device(trainee)];
    const phone = '19900001234';
    const { password, phone: oldPhone } = trainee.person;
    const started = await answerOf(startPhoneChange({ client: kept.client, body: { phone, password } }));
    const code = await people.outbox.code('sms', phone);
    await done(confirmPhoneChange({ client: kept.client, path: { id: started.phoneChangeId }, body: { code } }));

    await isSignedOut(lost);
    expect(await looks(kept)).toMatchObject({ phone: '199****1234' });
    expect(await people.outbox.sms(oldPhone, '手机号码已更换')).toContain('如非本人操作，请立即与平台管理员联系');
    const again = new Session(people.platform.url, people.outbox);
    await expect(again.signIn(oldPhone, password)).rejects.toMatchObject({
      problem: { code: 'accounts.credentials-wrong' },
    });
    await again.signIn(phone, password);
    expect(await looks(again)).toMatchObject({ id: trainee.id });
  });
});
