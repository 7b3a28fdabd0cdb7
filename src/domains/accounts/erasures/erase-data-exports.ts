import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { forgetMessagesAbout } from '../../../platform/events/forget-messages.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { ErasureApproved } from '../contracts/index.js';
import { DataExport, DataExportPart } from '../data-exports/data-export.entity.js';
import { GatherErasures } from './gather-erasures.js';

/** The rest of this domain's part: what the account was exported with, and the answer that nothing is left here. */
@Injectable()
export class EraseDataExports {
  constructor(
    private readonly objects: ObjectStore,
    private readonly gatherErasures: GatherErasures,
  ) {}

  @Consumes(ErasureApproved, 'accounts.own-data-erasures')
  async erase(em: EntityManager, { aggregateId, accountId }: ErasureApproved): Promise<void> {
    const exports = await em.find(DataExport, { accountId });
    const ids = exports.map(({ id }) => id);
    const parts = await em.find(DataExportPart, { exportId: { $in: ids } });
    for (const { partKey } of parts) await this.objects.remove(partKey);
    for (const { objectKey } of exports) await this.objects.remove(objectKey);
    await em.nativeDelete(DataExportPart, { exportId: { $in: ids } });
    await em.nativeDelete(DataExport, { id: { $in: ids } });
    await forgetMessagesAbout(em, ids);
    await this.gatherErasures.gather(em, 'accounts', aggregateId);
  }
}
