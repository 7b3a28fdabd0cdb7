import { defineEntity, p } from '@mikro-orm/core';

const CaptchaSchema = defineEntity({
  name: 'Captcha',
  schema: 'accounts',
  tableName: 'captcha',
  properties: {
    id: p.uuid().primary(),
    answerHash: p.string().columnType('char(64)'),
    expiresAt: p.datetime().index(),
  },
});

/** A question that a picture asks; the row goes with the first answer, right or wrong. */
export class Captcha extends CaptchaSchema.class {}
CaptchaSchema.setClass(Captcha);
