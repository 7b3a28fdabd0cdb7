import { type Client, createClient, createConfig } from '../../openapi/client/trainee/client/index.js';
import { createCaptcha, signIn, signOut } from '../../openapi/client/trainee/index.js';
import type { Outbox } from './outbox.js';
import { patientFetch } from './patient-fetch.js';
import { answerOf, done, tryAgainOn } from './refused.js';

/** One person's way into the platform: a client that carries the access token once they have signed in. */
export class Session {
  readonly client: Client;
  private accessToken: string | undefined;

  constructor(
    url: string,
    readonly outbox: Outbox,
  ) {
    this.client = createClient(createConfig({ baseUrl: url, auth: () => this.accessToken, fetch: patientFetch }));
  }

  /** A fresh captcha, solved as only a local installation lets one. */
  async captcha(): Promise<{ captchaId: string; captchaAnswer: string }> {
    const { captchaId } = await answerOf(createCaptcha({ client: this.client }));
    return { captchaId, captchaAnswer: await this.outbox.captchaAnswer(captchaId) };
  }

  /** `totp` gives a code that was not used yet, for staff. */
  async signIn(identifier: string, password: string, totp?: () => Promise<string>): Promise<string> {
    this.accessToken = undefined;
    const attempt = async () => {
      // captchas and codes count once: when the answer to their sign-in was lost, the next try needs new ones
      const body = { identifier, password, totp: await totp?.(), ...(await this.captcha()) };
      return answerOf(signIn({ client: this.client, body }));
    };
    const { accessToken, account } = await tryAgainOn('accounts.captcha-wrong', () =>
      tryAgainOn('accounts.credentials-wrong', attempt, totp ? 3 : 1),
    );
    this.accessToken = accessToken;
    return account.name;
  }

  async signOut(): Promise<void> {
    await done(signOut({ client: this.client }));
    this.accessToken = undefined;
  }
}
