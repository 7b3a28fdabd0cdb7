import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Clock } from '../../../platform/clock/clock.js';
import { CaptchaWrong } from './captcha.problems.js';

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
  ) {}

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

  /** What is stored of an answer; upper and lower case are the same. */
  hash(captchaId: string, answer: string): string {
    return this.encryption.index('code', `captcha:${captchaId.toLowerCase()}:${answer.trim().toUpperCase()}`);
  }
}

const wrongAnswer = {
  pointer: '/captchaAnswer',
  code: 'wrong',
  detail: { zh: '请重新获取图片验证码', en: 'ask for another captcha' },
};
