import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { StaleVersion } from '../../../platform/problems/platform.problems.js';
import { FindPersonalInfo } from './find-personal-info.js';
import type { PersonalInfoView, SavePersonalInfoRequest } from './personal-info.dto.js';
import { formSections, PersonalInfo } from './personal-info.entity.js';

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
      const saved = await this.write(em, trainee.id, readVersion, request);
      if (!saved) throw await this.conflict(em, trainee, request);
      recordAudit(em, trainee, {
        action: 'save-personal-info',
        subjectType: 'personal-info',
        subjectId: trainee.id,
        at: this.clock.now(),
        facts: { version: saved.version, sections: sectionsIn(request) },
      });
      return this.findPersonalInfo.view(trainee, saved);
    });
  }

  /** Compares the version and writes the sent sections in one statement: an autosave costs just that. */
  private async write(
    em: EntityManager,
    traineeId: string,
    readVersion: number,
    request: SavePersonalInfoRequest,
  ): Promise<PersonalInfo | undefined> {
    const sections = sectionsIn(request);
    const sealed = sections.map((name) => this.encryption.seal('form', JSON.stringify(request[name])));
    const columns = [...sections.map((name) => `"${name}"`), 'updated_at'];
    const values = [...sealed, this.clock.now()];
    const statement =
      readVersion === 0
        ? `insert into applications.personal_info (${columns.join(', ')}, trainee_id, version)
           values (${columns.map(() => '?').join(', ')}, ?, 1) on conflict do nothing returning *`
        : `update applications.personal_info set ${columns.map((column) => `${column} = ?`).join(', ')}, version = version + 1
           where trainee_id = ? and version = ? returning *`;
    const condition = readVersion === 0 ? [traineeId] : [traineeId, readVersion];
    const [row] = await em.execute<object[]>(statement, [...values, ...condition]);
    return row && em.map(PersonalInfo, row);
  }

  /** Both versions, so that a front end can merge them: they are the caller's own. */
  private async conflict(em: EntityManager, trainee: CallerIdentity, sent: SavePersonalInfoRequest): Promise<Error> {
    const present = await em.findOne(PersonalInfo, { traineeId: trainee.id });
    const current = await this.findPersonalInfo.view(trainee, present);
    return new StaleVersion({ members: { currentVersion: current.version, current, sent } });
  }
}

/** Only the sections that the request has: one that is not there must not wipe the saved one. */
const sectionsIn = (request: SavePersonalInfoRequest) => formSections.filter((name) => request[name] !== undefined);
