import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ConfirmBothFactors } from './confirm-both-factors.js';
import { RecoveryCodes } from './recovery-codes.js';
import type { BothFactorsRequest } from './totp.dto.js';
import { TotpNotEnrolled } from './totp.problems.js';

/** A new set of recovery codes; the ones before are of no more use. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(
    private readonly clock: Clock,
    private readonly confirmBothFactors: ConfirmBothFactors,
    private readonly recoveryCodes: RecoveryCodes,
  ) {}

  async run(caller: CallerIdentity, request: BothFactorsRequest): Promise<string[]> {
    return this.confirmBothFactors.run(caller, request, async (em, account) => {
      if (account.totpSecret === null) throw new TotpNotEnrolled();
      const action = 'renew-recovery-codes';
      recordAudit(em, caller, { action, subjectType: 'account', subjectId: account.id, at: this.clock.now() });
      return this.recoveryCodes.renew(em, account.id);
    });
  }
}
