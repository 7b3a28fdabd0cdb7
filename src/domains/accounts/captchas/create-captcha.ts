import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomInt, randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { LocalOutbox } from '../../../platform/local/local-outbox.js';
import { Settings } from '../../../platform/settings/settings.js';
import { captchaAlphabet } from './captcha-strokes.js';
import { Captcha } from './captcha.entity.js';
import type { CaptchaView } from './captcha.dto.js';
import { Captchas } from './captchas.js';
import { drawCaptcha } from './draw-captcha.js';

const LETTERS = 4;
const LIFETIME_MILLISECONDS = 2 * 60 * 1000;

@Injectable()
export class CreateCaptcha {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly captchas: Captchas,
    private readonly localOutbox: LocalOutbox,
    private readonly settings: Settings,
  ) {}

  async run(): Promise<CaptchaView> {
    const id = randomUUID();
    const answer = Array.from({ length: LETTERS }, () => captchaAlphabet[randomInt(captchaAlphabet.length)]).join('');
    const expiresAt = new Date(this.clock.now().getTime() + LIFETIME_MILLISECONDS);
    await this.em.transactional(async (em) => {
      em.create(Captcha, { id, answerHash: this.captchas.hash(id, answer), expiresAt });
      if (!this.settings.local) return;
      const text = `图片验证码：${answer}`;
      await this.localOutbox.keep({ kind: 'captcha', to: null, text, code: answer, captchaId: id }, em);
    });
    const image = `data:image/svg+xml;base64,${Buffer.from(drawCaptcha(answer)).toString('base64')}`;
    return { captchaId: id, image, expiresAt: expiresAt.toISOString() };
  }
}
