import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_SECONDS } from '../../platform/access/access-token.js';
import { Clock } from '../../platform/clock/clock.js';
import { forgetMessagesAbout } from '../../platform/events/forget-messages.js';
import { Job } from '../../platform/jobs/job.js';
import { Captcha } from './captchas/captcha.entity.js';
import { Code } from './codes/code.entity.js';
import { AddressCount } from './limits/address-count.entity.js';
import { ContactChange } from './own-account/contact-change.entity.js';
import { PasswordReset } from './password-resets/password-reset.entity.js';
import { Registration } from './registration/registration.entity.js';
import { FailedSignIn } from './sessions/failed-sign-in.entity.js';
import { Session } from './sessions/session.entity.js';
import { TotpEnrolment } from './totp/totp-enrolment.entity.js';

const HOUR = 3600 * 1000;

/** Forgets what is over, every ten minutes: nobody's personal data outlives a registration that was not finished. */
@Injectable()
export class ForgetExpired {
  constructor(private readonly clock: Clock) {}

  @Job({ name: 'accounts.forget-expired', cron: '*/10 * * * *' })
  async run(em: EntityManager): Promise<void> {
    const now = this.clock.now();
    const over = { expiresAt: { $lte: now } };
    await em.nativeDelete(Captcha, over);
    await em.nativeDelete(Registration, over);
    await em.nativeDelete(PasswordReset, over);
    await em.nativeDelete(ContactChange, over);
    await em.nativeDelete(TotpEnrolment, over);
    // with their refresh tokens; one that ended early stays until here, so that a stolen token is still noticed, and one
    // that staff still used may last as much longer as its last access token did
    const sessionsOver = { expiresAt: { $lte: new Date(now.getTime() - ACCESS_TOKEN_SECONDS * 1000) } };
    // a day's codes are what the daily limit is counted on, half an hour's failures what the lock is
    const codesOver = { issuedAt: { $lte: new Date(now.getTime() - 24 * HOUR) } };
    // whose phone it was stands in their messages, too, and nobody could tell later which of them are theirs
    const sessions = await em.find(Session, sessionsOver, { fields: ['id'] });
    const codes = await em.find(Code, codesOver, { fields: ['id'] });
    await forgetMessagesAbout(
      em,
      [...sessions, ...codes].map(({ id }) => id),
    );
    await em.nativeDelete(Session, sessionsOver);
    await em.nativeDelete(Code, codesOver);
    await em.nativeDelete(AddressCount, { windowStart: { $lte: new Date(now.getTime() - HOUR / 2) } });
    await em.nativeDelete(FailedSignIn, { failedAt: { $lte: new Date(now.getTime() - HOUR / 2) } });
  }
}
