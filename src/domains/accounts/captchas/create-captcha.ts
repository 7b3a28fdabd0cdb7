import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { LimitCaptchas } from '../limits/limit-captchas.js';
import { captchaAlphabet } from './captcha-strokes.js';
import type { AudioCaptchaView, CaptchaView } from './captcha.dto.js';
import { Captchas } from './captchas.js';
import { drawCaptcha } from './draw-captcha.js';
import { speakCaptcha } from './speak-captcha.js';

const LETTERS = 4;
const DIGITS = 6;

/** A captcha to be seen or to be heard; either answers the same field of the same requests. */
@Injectable()
export class CreateCaptcha {
  constructor(
    private readonly captchas: Captchas,
    private readonly limitCaptchas: LimitCaptchas,
  ) {}

  async picture(): Promise<CaptchaView> {
    await this.limitCaptchas.run();
    const answer = some(LETTERS, captchaAlphabet);
    const image = `data:image/svg+xml;base64,${Buffer.from(drawCaptcha(answer)).toString('base64')}`;
    return { ...(await this.captchas.ask(answer)), image };
  }

  async recording(): Promise<AudioCaptchaView> {
    await this.limitCaptchas.run();
    const answer = some(DIGITS, [...'0123456789']);
    const audio = `data:audio/wav;base64,${speakCaptcha(answer).toString('base64')}`;
    return { ...(await this.captchas.ask(answer)), audio };
  }
}

const some = (count: number, alphabet: readonly string[]): string =>
  Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');
