import { randomInt } from 'node:crypto';
import {
  changePassword,
  confirmTotpEnrolment,
  createStaffAccount,
  refreshSession,
  type SessionView,
  signIn,
  startTotpEnrolment,
} from '../../openapi/client/management/index.js';
import { type Client, createClient, createConfig } from '../../openapi/client/trainee/client/index.js';
import type { Outbox } from '../../scripts/walkthrough/outbox.js';
import { patientFetch } from '../../scripts/walkthrough/patient-fetch.js';
import { answerOf, done } from '../../scripts/walkthrough/refused.js';
import { Session } from '../../scripts/walkthrough/session.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import { Authenticator } from './authenticator.js';

/** Somebody whom the system administrator has just given an account, by what they do to get in. */
export class NewStaff {
  readonly client: Client;
  readonly password = `Gz-${randomInt(100_000, 999_999)}-kan`;
  authenticator: Authenticator | undefined;
  recoveryCodes: readonly string[] = [];
  private session: SessionView | undefined;

  private constructor(
    private readonly url: string,
    private readonly outbox: Outbox,
    readonly id: string,
    readonly phone: string,
    readonly oneTimePassword: string,
  ) {
    const auth = () => this.session?.accessToken;
    this.client = createClient(createConfig({ baseUrl: url, auth, fetch: patientFetch }));
  }

  /** `system` is a system administrator's client. */
  static async hired(url: string, outbox: Outbox, system: Client): Promise<NewStaff> {
    const phone = `137${randomInt(10_000_000, 99_999_999)}`;
    const body = { name: '黄小兰', phone, roles: ['province_admin' as const], baseIds: [] };
    const { id, oneTimePassword } = await answerOf(createStaffAccount({ client: system, body }));
    return new NewStaff(url, outbox, id, phone, oneTimePassword);
  }

  async signsIn(password: string, totp?: string): Promise<SessionView> {
    this.session = undefined;
    const captcha = await new Session(this.url, this.outbox).captcha();
    const body = { identifier: this.phone, password, totp, ...captcha };
    this.session = await answerOf(signIn({ client: this.client, body }));
    return this.session;
  }

  /** Takes a password of their own, and signs in with it. */
  async replacesPassword(): Promise<SessionView> {
    const { password, oneTimePassword: currentPassword } = this;
    const body = { currentPassword, password, passwordConfirmation: password };
    await done(changePassword({ client: this.client, body }));
    return this.signsIn(password);
  }

  /** Enrols an authenticator; the session has its roles when this returns. */
  async enrols(clock: Pick<Clock, 'now'>): Promise<SessionView> {
    const { client } = this;
    const { secret } = await answerOf(startTotpEnrolment({ client, body: { password: this.password } }));
    this.authenticator = new Authenticator(secret, clock);
    const body = { code: this.authenticator.next() };
    this.recoveryCodes = (await answerOf(confirmTotpEnrolment({ client, body }))).recoveryCodes;
    const refreshToken = this.session?.refreshToken ?? '';
    this.session = await answerOf(refreshSession({ client, body: { refreshToken } }));
    return this.session;
  }
}
