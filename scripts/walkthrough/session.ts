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

  async signIn(identifier: string, password: string): Promise<string> {
    this.accessToken = undefined;
    const { accessToken, account } = await tryAgainOn('accounts.captcha-wrong', async () => {
      // a captcha counts once: when the answer to its sign-in was lost, the next try needs a new one
      const body = { identifier, password, ...(await this.captcha()) };
      return answerOf(signIn({ client: this.client, body }));
    });
    this.accessToken = accessToken;
    return account.name;
  }

  async signOut(): Promise<void> {
    await done(signOut({ client: this.client }));
    this.accessToken = undefined;
  }
}
