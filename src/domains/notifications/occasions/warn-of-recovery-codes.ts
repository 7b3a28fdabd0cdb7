import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { RecoveryCodeUsed } from '../../accounts/contracts/index.js';
import { Notify } from './notify.js';

/** Tells a member of staff that one of their recovery codes was used: somebody else may have found the paper. */
@Injectable()
export class WarnOfRecoveryCodes {
  constructor(private readonly notify: Notify) {}

  @Consumes(RecoveryCodeUsed, 'notifications.used-recovery-codes')
  async warn(em: EntityManager, event: RecoveryCodeUsed): Promise<void> {
    await this.notify.run(em, {
      occasion: 'security.recovery-code-used',
      event,
      values: { codesLeft: String(event.codesLeft) },
      phone: event.phone,
      accountId: event.accountId,
    });
  }
}
