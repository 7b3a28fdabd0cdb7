import { patientFetch } from './patient-fetch.js';

interface OutboxItem {
  readonly kind: 'sms' | 'email' | 'captcha';
  readonly to: string | null;
  readonly text: string;
  readonly code?: string;
  readonly captchaId?: string;
  readonly createdAt: string;
}

const PATIENCE_MILLISECONDS = 15_000;
const PAUSE_MILLISECONDS = 50;

/** The local outbox, read as a developer would: newest first, over HTTP. */
export class Outbox {
  private readonly seen = new Set<string>();

  constructor(private readonly url: string) {}

  /** The answer of a captcha. */
  async captchaAnswer(captchaId: string): Promise<string> {
    const captcha = await this.find('captcha', null, (item) => item.captchaId === captchaId);
    return captcha.code ?? '';
  }

  /** The code of the newest message to this phone or address that was not read before. */
  async code(kind: 'sms' | 'email', to: string): Promise<string> {
    const message = await this.find(kind, to, (item) => item.code !== undefined && !this.seen.has(key(item)));
    this.seen.add(key(message));
    return message.code ?? '';
  }

  /** The newest SMS to this phone with these words in it that was not read before. */
  async sms(to: string, words: string): Promise<string> {
    const message = await this.find('sms', to, (item) => item.text.includes(words) && !this.seen.has(key(item)));
    this.seen.add(key(message));
    return message.text;
  }

  private async find(
    kind: OutboxItem['kind'],
    to: string | null,
    fits: (item: OutboxItem) => boolean,
  ): Promise<OutboxItem> {
    const query = new URLSearchParams({ kind, limit: '50', ...(to !== null && { to }) });
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const response = await patientFetch(`${this.url}/dev/outbox?${query}`);
      if (!response.ok) throw new Error(`the local outbox answers ${response.status}: is this a local installation?`);
      const { items } = (await response.json()) as { items: OutboxItem[] };
      const found = items.find(fits);
      if (found) return found;
      if (performance.now() > deadline)
        throw new Error(`no ${kind} to ${to ?? 'anyone'} as expected arrived in the outbox`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }
}

const key = ({ createdAt, text }: OutboxItem): string => `${createdAt} ${text}`;
