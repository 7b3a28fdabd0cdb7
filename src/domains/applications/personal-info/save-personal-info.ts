import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { requireVersion } from '../../../platform/http/version.js';
import { FindPersonalInfo, openForm } from './find-personal-info.js';
import type { Form } from './form-sections.js';
import type { PersonalInfoView, SavePersonalInfoRequest } from './personal-info.dto.js';
import { PersonalInfo } from './personal-info.entity.js';

/** 暂存草稿: saves the sections that were sent; of two who read the same version the second is refused. */
@Injectable()
export class SavePersonalInfo {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly findPersonalInfo: FindPersonalInfo,
  ) {}

  async run(trainee: CallerIdentity, readVersion: number, request: SavePersonalInfoRequest): Promise<PersonalInfoView> {
    return this.em.transactional(async (em) => {
      // outside the identity map, or the answer would be what was read here
      const saved = await em.findOne(PersonalInfo, { traineeId: trainee.id }, { disableIdentityMap: true });
      requireVersion(readVersion, saved?.version ?? 0);
      const form = { ...openForm(this.encryption, saved), ...sent(request) };
      const version = await this.write(em, trainee.id, readVersion, form);
      recordAudit(em, trainee, {
        action: 'save-personal-info',
        subjectType: 'personal-info',
        subjectId: trainee.id,
        at: this.clock.now(),
        facts: { version, sections: Object.keys(sent(request)) },
      });
      return this.findPersonalInfo.run(trainee);
    });
  }

  /** Compares and writes in one statement, since another save may have come between reading and writing. */
  private async write(em: EntityManager, traineeId: string, readVersion: number, form: Form): Promise<number> {
    const sealed = this.encryption.seal('form', JSON.stringify(form));
    const now = this.clock.now();
    const [written] = await em.execute<{ version: number }[]>(
      readVersion === 0
        ? `insert into applications.personal_info (form, updated_at, version, trainee_id) values (?, ?, ? + 1, ?)
           on conflict do nothing returning version`
        : `update applications.personal_info set form = ?, updated_at = ?, version = ? + 1
           where trainee_id = ? and version = ? returning version`,
      [sealed, now, readVersion, traineeId, ...(readVersion === 0 ? [] : [readVersion])],
    );
    if (!written) {
      const [present] = await em.execute<{ version: number }[]>(
        'select version from applications.personal_info where trainee_id = ?',
        [traineeId],
      );
      requireVersion(readVersion, present?.version ?? 0);
    }
    return readVersion + 1;
  }
}

/** Only the sections that the request has: one that is not there must not wipe the saved one. */
const sent = (request: SavePersonalInfoRequest): Partial<Form> =>
  Object.fromEntries(Object.entries(request).filter(([, section]) => section !== undefined));
