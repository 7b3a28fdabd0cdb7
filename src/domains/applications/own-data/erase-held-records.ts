import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import type { Application } from '../applications/application.entity.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { WaitingFact } from '../decisions/waiting-fact.entity.js';
import { IssuedForm } from '../forms/issued-form.entity.js';
import { PersonalInfo } from '../personal-info/personal-info.entity.js';
import { Revision } from '../revisions/revision.entity.js';
import { SignaturePage } from '../signature-pages/signature-page.entity.js';
import { findHeldRecords, type HeldRecords } from './held-records.js';

/** Erases what a trainee filled in, uploaded and submitted. Applications stay, with their timelines and without a name. */
@Injectable()
export class EraseHeldRecords {
  constructor(
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  async run(em: EntityManager, traineeId: string, applications: readonly Application[]): Promise<void> {
    const held = await findHeldRecords(em, traineeId);
    for (const application of applications) application.erase(this.clock.now());
    // from now on the triggers let what was frozen go
    await em.flush();
    const applicationId = { $in: applications.map(({ id }) => id) };
    for (const entity of [Revision, SignaturePage, IssuedForm, WaitingFact]) {
      await em.nativeDelete<{ applicationId: string }>(entity, { applicationId });
    }
    await em.nativeDelete(Attachment, { traineeId });
    await em.nativeDelete(PersonalInfo, { traineeId });
    // a decision's reason stays with the decision; the trainee's own words do not
    await em.execute(
      `update applications.timeline_entry set reason = null
       where application_id = any(select id from applications.application where trainee_id = ?)
         and action = 'withdraw' and reason is not null`,
      [traineeId],
    );
    for (const key of keysOf(held)) await this.objects.remove(key);
  }
}

function keysOf({ attachments, revisions, pages }: HeldRecords): Set<string> {
  const files = [...attachments, ...pages];
  const frozen = revisions.flatMap((revision) => revision.attachments);
  return new Set([
    ...[...files, ...frozen].map(({ objectKey }) => objectKey),
    ...files.flatMap(({ thumbnailKey }) => thumbnailKey ?? []),
  ]);
}
