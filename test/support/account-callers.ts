import { randomInt } from 'node:crypto';
import { Account } from '../../src/domains/accounts/account.entity.js';
import { Code } from '../../src/domains/accounts/codes/code.entity.js';
import { checkCharacter } from '../../src/domains/accounts/identity/id-number.js';
import { hashPassword } from '../../src/domains/accounts/passwords/password-hash.js';
import { Sessions } from '../../src/domains/accounts/sessions/sessions.js';
import { newTotpSecret } from '../../src/domains/accounts/totp/totp-code.js';
import type { SessionView } from '../../src/domains/accounts/sessions/session.dto.js';
import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { OutboxEntry } from '../../src/platform/local/outbox-entry.entity.js';
import { Authenticator } from './authenticator.js';
import { eventually } from './eventually.js';
import type { Answer, TestPlatform } from './platform.js';

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** A mobile number that no other test uses. */
export const somePhone = (): string => `138${digits(8)}`;

/** A valid ID number of Nanning, of an adult, that no other test uses. */
export function someIdNumber(): string {
  const two = (low: number, high: number) => String(randomInt(low, high + 1)).padStart(2, '0');
  const body = `45010319${two(60, 99)}${two(1, 12)}${two(1, 28)}${digits(3)}`;
  return body + checkCharacter(body);
}

export const PASSWORD = 'Gx-xuexi-77';

/** What a sign-in answers. */
export type SignedIn = SessionView;

export interface NewStaff {
  readonly id: string;
  /** Of the account as it was created. */
  readonly version: number;
  readonly phone: string;
  readonly oneTimePassword: string;
}

export interface Staff extends NewStaff {
  readonly authenticator: Authenticator;
  readonly recoveryCodes: readonly string[];
  readonly session: SignedIn;
}

/** What a person does before and around having an account, over HTTP; captchas from the local outbox, codes from the published event. */
export class AccountCallers {
  constructor(private readonly platform: TestPlatform) {}

  /** The two fields of a captcha that is answered rightly. */
  async captcha(): Promise<{ captchaId: string; captchaAnswer: string }> {
    const { body } = await this.platform.call('POST', '/captchas');
    const [entry] = await this.platform.em().find(OutboxEntry, { captchaId: body.captchaId });
    return { captchaId: body.captchaId, captchaAnswer: entry?.code ?? '' };
  }

  /** A valid body of `startRegistration`. */
  async form(given: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    return {
      name: '张小明',
      idNumber: someIdNumber(),
      phone: somePhone(),
      password: PASSWORD,
      passwordConfirmation: PASSWORD,
      ...(await this.captcha()),
      ...given,
    };
  }

  async start(given: Record<string, unknown> = {}): Promise<Answer> {
    return this.platform.call('POST', '/registrations', { body: await this.form(given) });
  }

  /** The code that was sent last, to whomever. */
  async lastCode(): Promise<string> {
    const [message] = await this.platform
      .em()
      .find(OutboxMessage, { name: 'accounts.code-issued' }, { orderBy: { sequence: 'desc' }, limit: 1 });
    return this.platform.encryption.open('code', (message?.payload as { code: string }).code);
  }

  /** The code that was sent for a password reset: it is sent after the answer, by a job. */
  async resetCode(passwordResetId: string): Promise<string> {
    const em = this.platform.em();
    const { id: aggregateId } = await em.findOneOrFail(Code, { subjectId: passwordResetId });
    const message = await eventually('the code is sent', () => em.findOneOrFail(OutboxMessage, { aggregateId }));
    return this.platform.encryption.open('code', (message.payload as { code: string }).code);
  }

  /** Waits until nobody's reset has still to find out whether there is somebody to send its code to. */
  resetsAreSettled(): Promise<void> {
    return eventually('every reset has been looked at', async () => {
      const jobs = `select 1 from graphile_worker.jobs where task_identifier = 'accounts.send-reset-code'`;
      expect(await this.platform.em().execute(jobs)).toEqual([]);
    });
  }

  /** Starts a registration and has its code sent: the registration's id and the code. */
  async reachSecondStep(given: Record<string, unknown> = {}, channel = 'sms'): Promise<{ id: string; code: string }> {
    const { body } = await this.start(given);
    const id = body.registrationId as string;
    await this.platform.call('POST', `/registrations/${id}/codes`, { body: { channel } });
    return { id, code: await this.lastCode() };
  }

  confirm(id: string, code: string): Promise<Answer> {
    return this.platform.call('POST', `/registrations/${id}/confirmation`, { body: { code } });
  }

  /** Somebody with an account: what to sign in with. */
  async register(given: Record<string, unknown> = {}): Promise<{ id: string; phone: string; idNumber: string }> {
    const person = { phone: somePhone(), idNumber: someIdNumber(), ...given };
    const { id, code } = await this.reachSecondStep(person);
    const { body } = await this.confirm(id, code);
    return { id: body.accountId, phone: person.phone, idNumber: person.idNumber };
  }

  async signIn(identifier: string, password = PASSWORD, totp?: string): Promise<Answer> {
    const body = { identifier, password, totp, ...(await this.captcha()) };
    return this.platform.call('POST', '/sessions', { body });
  }

  /** A member of staff as the system administrator makes one: nothing but a one-time password. */
  async newStaff(given: Record<string, unknown> = {}): Promise<NewStaff> {
    const token = this.platform.token({ roles: ['system_admin'] });
    const body = { name: '李明', phone: somePhone(), roles: ['province_admin'], baseIds: [], ...given };
    const created = await this.platform.call('POST', '/management/staff-accounts', { token, body });
    const { id, version, oneTimePassword } = created.body as NewStaff;
    return { id, version, phone: body.phone, oneTimePassword };
  }

  /** A member of staff with a password of their own and no authenticator, signed in. */
  async halfWayStaff(given: Record<string, unknown> = {}): Promise<NewStaff & { session: SignedIn }> {
    const member = await this.newStaff(given);
    const { body: first } = await this.signIn(member.phone, member.oneTimePassword);
    const body = { currentPassword: member.oneTimePassword, password: PASSWORD, passwordConfirmation: PASSWORD };
    await this.platform.call('PUT', '/account/password', { token: first.accessToken, body });
    return { ...member, session: (await this.signIn(member.phone)).body as SignedIn };
  }

  /** A member of staff who has got in with two factors, signed in with their roles. */
  async staff(given: Record<string, unknown> = {}): Promise<Staff> {
    const { session: limited, ...member } = await this.halfWayStaff(given);
    const { authenticator, recoveryCodes } = await this.enrol(limited.accessToken);
    const body = { refreshToken: limited.refreshToken };
    const { body: session } = await this.platform.call('POST', '/sessions/refresh', { body });
    return { ...member, authenticator, recoveryCodes, session: session as SignedIn };
  }

  /** A session of a member of staff that has made no request yet. */
  async staffSession(): Promise<SignedIn & { phone: string }> {
    const { clock, encryption, platform } = this.platform;
    const phone = somePhone();
    const account = Account.ofStaff(
      {
        name: encryption.seal('name', '李明'),
        maskedName: '李*',
        phone: encryption.seal('phone', phone),
        phoneIndex: encryption.index('phone', phone),
        passwordHash: await hashPassword(PASSWORD),
        roles: ['province_admin'],
        baseIds: [],
      },
      clock.now(),
    );
    account.mustChangePassword = false;
    account.enrolTotp(encryption.seal('secret', newTotpSecret()), 0);
    const session = await this.platform.em().transactional((em) => {
      em.persist(account);
      return Promise.resolve(platform.app.get(Sessions).start(em, account));
    });
    return { ...session, phone };
  }

  /** Enrols an authenticator; `totp` is a code of the present one, where there is one. */
  async enrol(token: string, totp?: string): Promise<Pick<Staff, 'authenticator' | 'recoveryCodes'>> {
    const started = await this.platform.call('POST', '/account/totp', { token, body: { password: PASSWORD, totp } });
    const authenticator = new Authenticator(started.body.secret as string, this.platform.clock);
    const confirmation = { token, body: { code: authenticator.next() } };
    const { body } = await this.platform.call('POST', '/account/totp/confirmation', confirmation);
    return { authenticator, recoveryCodes: body.recoveryCodes as string[] };
  }
}

/** A code that is six digits and not `code`. */
export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
