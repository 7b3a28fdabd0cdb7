import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { LocalOutbox } from '../../../platform/local/local-outbox.js';
import { Settings } from '../../../platform/settings/settings.js';
import { Captcha } from './captcha.entity.js';
import { CaptchaWrong } from './captcha.problems.js';

const LIFETIME_MILLISECONDS = 2 * 60 * 1000;

/** What a request that wants a captcha carries. */
export interface CaptchaAnswer {
  readonly captchaId: string;
  readonly captchaAnswer: string;
}

/** Asks and checks captchas. */
@Injectable()
export class Captchas {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly localOutbox: LocalOutbox,
    private readonly settings: Settings,
  ) {}

  /** Keeps a question for two minutes, of its answer no more than a hash; only a local outbox shows it to developers. */
  async ask(answer: string): Promise<{ captchaId: string; expiresAt: string }> {
    const id = randomUUID();
    const expiresAt = new Date(this.clock.now().getTime() + LIFETIME_MILLISECONDS);
    await this.em.transactional(async (em) => {
      em.create(Captcha, { id, answerHash: this.hash(id, answer), expiresAt });
      if (!this.settings.local) return;
      const text = `图片验证码：${answer}`;
      await this.localOutbox.keep({ kind: 'captcha', to: null, text, code: answer, captchaId: id }, em);
    });
    return { captchaId: id, expiresAt: expiresAt.toISOString() };
  }

  /** Refuses a wrong, late or used answer; either way the captcha is used up, whatever becomes of the request. */
  async solve({ captchaId, captchaAnswer }: CaptchaAnswer): Promise<void> {
    // a manager of its own: the request's transaction may still roll back
    const [asked] = await this.em
      .fork()
      .execute<{ answer_hash: string; in_time: boolean }[]>(
        'delete from accounts.captcha where id = ? returning answer_hash, expires_at > ? as in_time',
        [captchaId, this.clock.now()],
      );
    const isRight = asked?.in_time === true && asked.answer_hash === this.hash(captchaId, captchaAnswer);
    if (!isRight) throw new CaptchaWrong({ errors: [wrongAnswer] });
  }

  /** What is stored of an answer; case, spaces and full-width forms make no difference. */
  private hash(captchaId: string, answer: string): string {
    const plain = answer.normalize('NFKC').replace(/\s/g, '').toUpperCase();
    return this.encryption.index('code', `captcha:${captchaId.toLowerCase()}:${plain}`);
  }
}

const wrongAnswer = {
  pointer: '/captchaAnswer',
  code: 'wrong',
  detail: { zh: '请重新获取图片验证码', en: 'ask for another captcha' },
};
