import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { enqueue } from '../../../platform/jobs/enqueue.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { ApplicationsDataExported } from '../../applications/contracts/index.js';
import { ExamsDataExported } from '../../exams/contracts/index.js';
import { NotificationsDataExported } from '../../notifications/contracts/index.js';
import { PublicityDataExported } from '../../publicity/contracts/index.js';
import { RecruitmentDataExported } from '../../recruitment/contracts/index.js';
import { ReviewDataExported } from '../../review/contracts/index.js';
import type { OwnDataExported } from '../contracts/index.js';
import { type AnsweringDomain, answeringDomainNames } from './answering-domains.js';
import { ASSEMBLE_DATA_EXPORT } from './assemble-data-export.js';
import { DataExport, DataExportPart } from './data-export.entity.js';

/** Keeps which domains have answered; the last answer sets off the making of the ZIP file. */
@Injectable()
export class GatherParts {
  constructor(
    private readonly clock: Clock,
    private readonly parts: OwnDataParts,
  ) {}

  @Consumes(RecruitmentDataExported, 'accounts.parts-of-recruitment')
  fromRecruitment(em: EntityManager, event: RecruitmentDataExported): Promise<void> {
    return this.gather(em, 'recruitment', event);
  }

  @Consumes(ApplicationsDataExported, 'accounts.parts-of-applications')
  fromApplications(em: EntityManager, event: ApplicationsDataExported): Promise<void> {
    return this.gather(em, 'applications', event);
  }

  @Consumes(ReviewDataExported, 'accounts.parts-of-review')
  fromReview(em: EntityManager, event: ReviewDataExported): Promise<void> {
    return this.gather(em, 'review', event);
  }

  @Consumes(PublicityDataExported, 'accounts.parts-of-publicity')
  fromPublicity(em: EntityManager, event: PublicityDataExported): Promise<void> {
    return this.gather(em, 'publicity', event);
  }

  @Consumes(ExamsDataExported, 'accounts.parts-of-exams')
  fromExams(em: EntityManager, event: ExamsDataExported): Promise<void> {
    return this.gather(em, 'exams', event);
  }

  @Consumes(NotificationsDataExported, 'accounts.parts-of-notifications')
  fromNotifications(em: EntityManager, event: NotificationsDataExported): Promise<void> {
    return this.gather(em, 'notifications', event);
  }

  /** Two answers at once take turns, so that one of them is the last. An answer that comes too late is thrown away. */
  async gather(
    em: EntityManager,
    domain: AnsweringDomain,
    { aggregateId: exportId, partKey }: Pick<OwnDataExported, 'aggregateId' | 'partKey'>,
  ): Promise<void> {
    const dataExport = await em.findOne(DataExport, { id: exportId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (dataExport?.status !== 'collecting') return this.parts.remove(partKey);
    await em.upsert(DataExportPart, { exportId, domain, partKey, answeredAt: this.clock.now() });
    if ((await em.count(DataExportPart, { exportId })) < answeringDomainNames.length) return;
    await enqueue(em, ASSEMBLE_DATA_EXPORT, { exportId }, { key: `${ASSEMBLE_DATA_EXPORT}:${exportId}` });
  }
}
