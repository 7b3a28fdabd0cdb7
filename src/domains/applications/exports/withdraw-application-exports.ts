import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { enqueue } from '../../../platform/jobs/enqueue.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { ApplicationExport } from './application-export.entity.js';
import { WRITE_APPLICATION_EXPORT } from './write-application-export.js';

/**
 * Before an erasure commits: files that were made may hold who is forgotten, and go; what is being written begins anew.
 * No file tells whom it holds without being read, so that all of them go: who needs one asks again.
 */
@Injectable()
export class WithdrawApplicationExports {
  constructor(private readonly objects: ObjectStore) {}

  async run(em: EntityManager): Promise<void> {
    // an export that is asked for from here on waits for the commit, and reads what is left
    await em.execute('lock table applications.application_export in share row exclusive mode');
    const exports = await em.find(ApplicationExport, {});
    for (const found of exports) {
      if (found.isUnderWay) {
        found.beginAnew();
        const key = `${WRITE_APPLICATION_EXPORT}:${found.id}`;
        await enqueue(em, WRITE_APPLICATION_EXPORT, { exportId: found.id }, { key });
      } else {
        em.remove(found);
        await this.objects.remove(found.objectKey);
      }
    }
    await em.flush();
  }
}
