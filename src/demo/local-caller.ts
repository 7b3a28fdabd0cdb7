import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The platform answered a call of the demo data with a refusal. */
export class DemoRefused extends Error {}

interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Calls the documented API inside the process, as one signed-in person, captchas read from the local outbox. */
export class LocalCaller {
  private session: Session | undefined;

  constructor(private readonly app: NestFastifyApplication) {}

  async get<Answer>(path: string): Promise<Answer> {
    return this.call<Answer>('GET', `/api/v1${path}`);
  }

  async post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return this.call<Answer>('POST', `/api/v1${path}`, body);
  }

  async put<Answer>(path: string, body: object): Promise<Answer> {
    return this.call<Answer>('PUT', `/api/v1${path}`, body);
  }

  async signIn(phone: string, password: string, totp?: string): Promise<void> {
    this.session = undefined;
    const { captchaId } = await this.post<{ captchaId: string }>('/captchas');
    const outbox = await this.call<{ items: { captchaId?: string; code?: string }[] }>(
      'GET',
      '/dev/outbox?kind=captcha',
    );
    const captchaAnswer = outbox.items.find((item) => item.captchaId === captchaId)?.code;
    this.session = await this.post<Session>('/sessions', {
      identifier: phone,
      password,
      totp,
      captchaId,
      captchaAnswer,
    });
  }

  /** With whatever roles the account has by now. */
  async refresh(): Promise<void> {
    const { refreshToken } = this.session ?? {};
    this.session = undefined;
    this.session = await this.post<Session>('/sessions/refresh', { refreshToken });
  }

  private async call<Answer>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url,
      ...(body && { payload: body }),
      headers: this.session === undefined ? {} : { authorization: `Bearer ${this.session.accessToken}` },
    });
    if (response.statusCode >= 400) throw new DemoRefused(`${method} ${url}: ${response.body}`);
    return (response.body === '' ? undefined : response.json()) as Answer;
  }
}
