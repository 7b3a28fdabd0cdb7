import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Job } from '../../../platform/jobs/job.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { ApplicationExport } from './application-export.entity.js';

/** Forgets exports a day after they were asked for, and removes every file that belongs to none, however it was left. */
@Injectable()
export class SweepApplicationExports {
  constructor(
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  @Job({ name: 'applications.sweep-exports', cron: '*/15 * * * *' })
  async run(em: EntityManager): Promise<void> {
    await em.nativeDelete(ApplicationExport, { expiresAt: { $lte: this.clock.now() } });
    // listed first: an attempt is committed before anything is put for it
    const keys: string[] = [];
    for await (const { key } of this.objects.list(ApplicationExport.objectFolder)) keys.push(key);
    if (keys.length === 0) return;
    const kept = await em.fork().find(ApplicationExport, { state: { $ne: 'failed' } });
    const wanted = new Set(kept.map(({ objectKey }) => objectKey));
    for (const key of keys) if (!wanted.has(key)) await this.objects.remove(key);
  }
}
