import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { textArray } from '../../../platform/database/text-array.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Job } from '../../../platform/jobs/job.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { isSettled, prefixOf } from './object-keys.js';

const DAY = 24 * 3600 * 1000;
const AT_ONCE = 500;

/** Removes files that nothing names any more: deleted before they were submitted, or uploaded and never recorded. */
@Injectable()
export class SweepFiles {
  constructor(
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  @Job({ name: 'applications.sweep-files', cron: '23 18 * * *' })
  async run(em: EntityManager): Promise<void> {
    await this.forgetDeleted(em);
    for (const noun of ['attachment', 'signature-page'] as const) {
      let batch: string[] = [];
      for await (const { key } of this.objects.list(prefixOf(noun))) {
        if (isSettled(key, this.clock.now())) batch.push(key);
        if (batch.length < AT_ONCE) continue;
        await this.removeUnnamed(em, batch);
        batch = [];
      }
      await this.removeUnnamed(em, batch);
    }
  }

  /** Rows that no revision holds; a day late, so that a submission that read them still is over by then. */
  private async forgetDeleted(em: EntityManager): Promise<void> {
    await em.execute(
      `delete from applications.attachment a where deleted_at < ? and not exists (
         select from applications.revision r
         join applications.application p on p.id = r.application_id and p.trainee_id = a.trainee_id
         where r.attachments @> jsonb_build_array(jsonb_build_object('id', a.id)))`,
      [new Date(this.clock.now().getTime() - DAY)],
    );
  }

  private async removeUnnamed(em: EntityManager, keys: readonly string[]): Promise<void> {
    const unnamed = await em.execute<{ key: string }[]>(
      `select key from unnest(?::text[]) key
       where not exists (select from applications.attachment where key in (object_key, thumbnail_key))
         and not exists (select from applications.signature_page where key in (object_key, thumbnail_key))`,
      [textArray(keys)],
    );
    for (const { key } of unnamed) await this.objects.remove(key);
  }
}
