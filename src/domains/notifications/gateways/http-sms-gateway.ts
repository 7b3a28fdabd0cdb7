import type { OutgoingMessage } from './sms-gateway.js';
import { SmsGateway } from './sms-gateway.js';
import { ProviderRefused } from './provider-refused.js';

const PATIENCE_MILLISECONDS = 10_000;

/** Any SMS service with one HTTP endpoint: POST of `{to, text, reference}`, any 2xx is a yes. */
export class HttpSmsGateway extends SmsGateway {
  constructor(
    private readonly url: string,
    private readonly token: string | undefined,
    private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
  ) {
    super();
  }

  async send({ reference, to, text }: OutgoingMessage): Promise<void> {
    const response = await this.post(reference, JSON.stringify({ to, text, reference }));
    // unread, the connection would stay taken
    await response.body?.cancel();
    if (!response.ok) throw new ProviderRefused(`the SMS gateway answered ${response.status}`);
  }

  private async post(reference: string, body: string): Promise<Response> {
    try {
      return await fetch(this.url, {
        method: 'POST',
        // a token must not follow to wherever a redirect points
        redirect: 'error',
        signal: AbortSignal.timeout(this.patienceMilliseconds),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': reference,
          ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        },
        body,
      });
    } catch (error) {
      const timedOut = (error as Error).name === 'TimeoutError';
      throw new ProviderRefused(
        timedOut ? 'the SMS gateway did not answer in time' : 'the SMS gateway was not reached',
      );
    }
  }
}
