import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskPhone } from '../../../platform/encryption/mask.js';
import type { Account } from '../account.entity.js';
import { ConfirmBothFactors } from './confirm-both-factors.js';
import { newTotpSecret, otpauthUri } from './totp-code.js';
import { TotpEnrolment } from './totp-enrolment.entity.js';
import type { BothFactorsRequest, TotpEnrolmentView } from './totp.dto.js';

const LIFETIME_MILLISECONDS = 10 * 60 * 1000;

/** Hands out a secret for an authenticator; the present one, if any, counts until a code of the new one is shown. */
@Injectable()
export class StartTotpEnrolment {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly confirmBothFactors: ConfirmBothFactors,
  ) {}

  /** `secret` is given by the demo data alone, whose secrets are published. */
  async run(
    caller: CallerIdentity,
    request: BothFactorsRequest,
    secret: string = newTotpSecret(),
  ): Promise<TotpEnrolmentView> {
    const expiresAt = new Date(this.clock.now().getTime() + LIFETIME_MILLISECONDS);
    const account = await this.confirmBothFactors.run(caller, request, async (em, held) => {
      await this.keep(em, caller, held, secret, expiresAt);
      return held;
    });
    const uri = otpauthUri(secret, maskPhone(this.encryption.open('phone', account.phone)));
    const svg = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M' });
    const qrCode = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    return { secret, otpauthUri: uri, qrCode, expiresAt: expiresAt.toISOString() };
  }

  private async keep(
    em: EntityManager,
    caller: CallerIdentity,
    { id: accountId }: Account,
    secret: string,
    expiresAt: Date,
  ): Promise<void> {
    await em.nativeDelete(TotpEnrolment, { accountId });
    em.create(TotpEnrolment, { accountId, secret: this.encryption.seal('secret', secret), expiresAt });
    const action = 'start-totp-enrolment';
    recordAudit(em, caller, { action, subjectType: 'account', subjectId: accountId, at: this.clock.now() });
  }
}
