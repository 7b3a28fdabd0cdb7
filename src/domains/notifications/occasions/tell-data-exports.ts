import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { chinaDate } from '../../../platform/clock/china-date.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { DataExportFailed, DataExportReady } from '../../accounts/contracts/index.js';
import { findRecipient } from '../recipients/find-recipient.js';
import { Notify } from './notify.js';

/** Tells a trainee that the export of their data can be downloaded, or did not come about; without any of the data. */
@Injectable()
export class TellDataExports {
  constructor(private readonly notify: Notify) {}

  @Consumes(DataExportReady, 'notifications.ready-data-exports')
  async ready(em: EntityManager, event: DataExportReady): Promise<void> {
    const { accountId, phone, email } = await findRecipient(em, event.accountId);
    const values = { expiresOn: chinaDate(new Date(event.expiresAt)) };
    await this.notify.run(em, { occasion: 'account.data-export-ready', event, values, phone, email, accountId });
  }

  @Consumes(DataExportFailed, 'notifications.failed-data-exports')
  async failed(em: EntityManager, event: DataExportFailed): Promise<void> {
    const { accountId, phone, email } = await findRecipient(em, event.accountId);
    await this.notify.run(em, { occasion: 'account.data-export-failed', event, values: {}, phone, email, accountId });
  }
}
