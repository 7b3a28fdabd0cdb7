import { RequestContext } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Platform } from '../bootstrap.js';
import { Account } from '../domains/accounts/account.entity.js';
import { ResetStaffPassword } from '../domains/accounts/staff/reset-staff-password.js';
import { StartTotpEnrolment } from '../domains/accounts/totp/start-totp-enrolment.js';
import { totpCodeAt } from '../domains/accounts/totp/totp-code.js';
import { CallerIdentity } from '../platform/access/caller.js';
import { Clock } from '../platform/clock/clock.js';
import { FieldEncryption } from '../platform/encryption/field-encryption.js';
import type { DemoStaff } from './demo-accounts.js';
import { DemoTotp, firstUsableStep } from './demo-totp.js';
import { LocalCaller } from './local-caller.js';

type Application = Platform['app'];

/**
 * Sees to it that a demo account is there, with its published password and authenticator, and signs it in. One that an
 * earlier start left half made, because it was killed, gets a new one-time password and goes on from there.
 */
export async function employ(app: Application, staff: DemoStaff, create: () => Promise<string>): Promise<LocalCaller> {
  const caller = new LocalCaller(app);
  const account = await accountOf(app, staff);
  if (account && !account.mustChangePassword && !account.mustEnrolTotp) {
    const shown = (await app.get(DemoTotp, { strict: false }).codes()).find(
      ({ staff: { phone } }) => phone === staff.phone,
    );
    await caller.signIn(staff.phone, staff.password, shown?.code);
    return caller;
  }
  const oneTimePassword = account ? await resetPassword(app, account.id) : await create();
  await takeOver(app, caller, staff, oneTimePassword);
  return caller;
}

/** Whose account has this demo phone, if anybody's. */
export async function accountOf(app: Application, { phone }: DemoStaff): Promise<Account | null> {
  const phoneIndex = app.get(FieldEncryption).index('phone', phone);
  return app.get(EntityManager).fork().findOne(Account, { phoneIndex });
}

async function resetPassword(app: Application, id: string): Promise<string> {
  const reset = app.get(ResetStaffPassword, { strict: false });
  return (await asRequest(app, () => reset.run('platform', id))).oneTimePassword;
}

/** What every new member of the staff does: a password of their own, an authenticator, and in with the roles. */
async function takeOver(
  app: Application,
  caller: LocalCaller,
  staff: DemoStaff,
  oneTimePassword: string,
): Promise<void> {
  const { phone, password, totpSecret } = staff;
  await caller.signIn(phone, oneTimePassword);
  await caller.put('/account/password', { currentPassword: oneTimePassword, password, passwordConfirmation: password });
  await caller.signIn(phone, password);
  // the route hands out a secret that nobody knew before; this one is published
  const account = await accountOf(app, staff);
  const start = app.get(StartTotpEnrolment, { strict: false });
  const identity = new CallerIdentity(account?.id ?? '', '', [], []);
  await asRequest(app, () => start.run(identity, { password }, totpSecret));
  const code = totpCodeAt(totpSecret, firstUsableStep(app.get(Clock).now()));
  await caller.post('/account/totp/confirmation', { code });
  await caller.refresh();
}

const asRequest = <Result>(app: Application, work: () => Promise<Result>): Promise<Result> =>
  RequestContext.create(app.get(EntityManager), work);
