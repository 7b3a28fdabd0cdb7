import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { ApplicationFindingView } from './finding.dto.js';
import type { Application, SealedFinding } from '../applications/application.entity.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { openForm } from '../personal-info/open-form.js';
import { PersonalInfo } from '../personal-info/personal-info.entity.js';
import { openFrozenForm } from '../revisions/frozen-form.js';
import { Revision } from '../revisions/revision.entity.js';
import { countDraftPages } from '../signature-pages/signature-page.entity.js';
import { isMended } from './is-mended.js';

/** The findings of the last review as their trainee sees them, each ticked off once what it names was mended. */
@Injectable()
export class JudgeFindings {
  constructor(private readonly encryption: FieldEncryption) {}

  async run(em: EntityManager, application: Application): Promise<ApplicationFindingView[]> {
    if (application.findings.length === 0) return [];
    const mended = await this.judge(em, application);
    return application.findings.map((finding) => ({
      pointer: finding.pointer,
      comment: this.encryption.open('remark', finding.comment),
      mended: mended(finding),
    }));
  }

  private async judge(
    em: EntityManager,
    application: Application,
  ): Promise<(finding: SealedFinding) => boolean | null> {
    const { id, status, traineeId, revision: number } = application;
    if (status === 'second_review_returned') {
      // the set is handed in anew as a whole, whatever page was meant
      const uploaded = ((await countDraftPages(em, [id])).get(id) ?? 0) > 0;
      return () => uploaded;
    }
    if (status !== 'first_review_returned') return () => null;
    const revision = await em.findOneOrFail(Revision, { applicationId: id, number });
    const reviewed = { form: openFrozenForm(this.encryption, revision), attachments: revision.attachments };
    const present = {
      form: openForm(this.encryption, await em.findOne(PersonalInfo, { traineeId })),
      attachments: await em.find(Attachment, { traineeId, deletedAt: null, status: 'kept' }),
    };
    return ({ pointer }) => isMended(pointer, reviewed, present);
  }
}
