import { randomInt } from 'node:crypto';
import { Account } from '../../src/domains/accounts/account.entity.js';
import { Code } from '../../src/domains/accounts/codes/code.entity.js';
import { checkCharacter } from '../../src/domains/accounts/identity/id-number.js';
import { hashPassword } from '../../src/domains/accounts/passwords/password-hash.js';
import type { SessionView } from '../../src/domains/accounts/sessions/session.dto.js';
import { Sessions } from '../../src/domains/accounts/sessions/sessions.js';
import type { Role } from '../../src/platform/access/roles.js';
import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { OutboxEntry } from '../../src/platform/local/outbox-entry.entity.js';
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

  /** A member of staff who signed in a moment ago, with a password of their own. */
  async staffSession(roles: Role[] = ['province_admin']): Promise<SessionView & { phone: string }> {
    const { clock, encryption, platform } = this.platform;
    const phone = somePhone();
    const account = Account.ofStaff(
      {
        name: encryption.seal('name', '李明'),
        maskedName: '李*',
        phone: encryption.seal('phone', phone),
        phoneIndex: encryption.index('phone', phone),
        passwordHash: await hashPassword(PASSWORD),
        roles,
        baseIds: [],
      },
      clock.now(),
    );
    account.mustChangePassword = false;
    const session = await this.platform.em().transactional((em) => {
      em.persist(account);
      return Promise.resolve(platform.app.get(Sessions).start(em, account));
    });
    return { ...session, phone };
  }

  async signIn(identifier: string, password = PASSWORD): Promise<Answer> {
    return this.platform.call('POST', '/sessions', { body: { identifier, password, ...(await this.captcha()) } });
  }
}

/** A code that is six digits and not `code`. */
export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
