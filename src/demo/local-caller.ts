import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The platform answered a call of the demo data with a refusal. */
export class DemoRefused extends Error {}

/** Calls the documented API inside the process, as one signed-in person, captchas read from the local outbox. */
export class LocalCaller {
  private accessToken: string | undefined;

  constructor(private readonly app: NestFastifyApplication) {}

  async post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return this.call<Answer>('POST', `/api/v1${path}`, body);
  }

  async put<Answer>(path: string, body: object): Promise<Answer> {
    return this.call<Answer>('PUT', `/api/v1${path}`, body);
  }

  async signIn(phone: string, password: string): Promise<void> {
    this.accessToken = undefined;
    const { captchaId } = await this.post<{ captchaId: string }>('/captchas');
    const outbox = await this.call<{ items: { captchaId?: string; code?: string }[] }>(
      'GET',
      '/dev/outbox?kind=captcha',
    );
    const captchaAnswer = outbox.items.find((item) => item.captchaId === captchaId)?.code;
    const session = await this.post<{ accessToken: string }>('/sessions', {
      identifier: phone,
      password,
      captchaId,
      captchaAnswer,
    });
    this.accessToken = session.accessToken;
  }

  private async call<Answer>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url,
      ...(body && { payload: body }),
      headers: this.accessToken === undefined ? {} : { authorization: `Bearer ${this.accessToken}` },
    });
    if (response.statusCode >= 400) throw new DemoRefused(`${method} ${url}: ${response.body}`);
    return (response.body === '' ? undefined : response.json()) as Answer;
  }
}
