import { disableStaffAccount, listManagedBases, resetStaffTotp } from '../../openapi/client/management/index.js';
import type { Client } from '../../openapi/client/trainee/client/index.js';
import { answerOf, done, type Refused } from '../../scripts/walkthrough/refused.js';
import { eventually } from '../support/eventually.js';
import { NewStaff } from '../support/new-staff.js';
import { People } from '../support/people.js';

describe('a new member of staff', () => {
  let people: People;
  let system: Client;
  let hired: NewStaff;

  beforeAll(async () => {
    people = await People.gather();
    system = people.clientOf({ roles: ['system_admin'] });
    hired = await NewStaff.hired(people.platform.url, people.outbox, system);
  });
  afterAll(() => people.part());

  const worksAs = (staff: NewStaff) => answerOf(listManagedBases({ client: staff.client }));
  const refusal = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'let in',
      ({ problem }: Refused) => problem.code,
    );

  it('gets in with two factors: a password of their own and an authenticator', async () => {
    const first = await hired.signsIn(hired.oneTimePassword);
    expect(first).toMatchObject({ mustChangePassword: true, mustEnrolTotp: true, account: { roles: [] } });
    expect(await refusal(worksAs(hired))).toBe('access.not-allowed');

    const second = await hired.replacesPassword();
    expect(second).toMatchObject({ mustChangePassword: false, mustEnrolTotp: true, account: { roles: [] } });
    expect(await refusal(worksAs(hired))).toBe('access.not-allowed');

    const third = await hired.enrols(people.platform.clock);
    expect(third).toMatchObject({ mustEnrolTotp: false, account: { roles: ['province_admin'] } });
    expect((await worksAs(hired)).items).toEqual([]);
  });

  it('is asked for both from then on', async () => {
    expect(await refusal(hired.signsIn(hired.password))).toBe('accounts.credentials-wrong');
    const code = hired.authenticator?.next();
    expect((await hired.signsIn(hired.password, code)).account.roles).toEqual(['province_admin']);
    expect(await refusal(hired.signsIn(hired.password, code))).toBe('accounts.credentials-wrong');
  });

  it('leaves the phone at home, takes a recovery code, and hears of it', async () => {
    const [code] = hired.recoveryCodes;
    expect(await hired.signsIn(hired.password, code)).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await people.outbox.sms(hired.phone, '恢复代码')).toContain('还剩9个');
  });

  it('loses phone and paper, and enrols anew once the system administrator has let them', async () => {
    await done(resetStaffTotp({ client: system, path: { id: hired.id } }));
    expect(await hired.signsIn(hired.password)).toMatchObject({ mustEnrolTotp: true, account: { roles: [] } });
    expect((await hired.enrols(people.platform.clock)).account.roles).toEqual(['province_admin']);
  });

  it('leaves, and is out at once', async () => {
    await done(disableStaffAccount({ client: system, path: { id: hired.id } }));
    await eventually('the token is refused', async () =>
      expect(await refusal(worksAs(hired))).toBe('access.session-ended'),
    );
    const code = hired.authenticator?.next();
    expect(await refusal(hired.signsIn(hired.password, code))).toBe('accounts.credentials-wrong');
  });
});
