import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { recordStep } from '../timeline/record-step.js';
import type { ApplicationView, WithdrawApplicationRequest } from './application.dto.js';
import { DescribeApplications } from './describe-applications.js';
import { lockOwnApplication } from './lock-application.js';

/** 撤回报名: possible until the list is published; the batch is free for another application afterwards. */
@Injectable()
export class WithdrawApplication {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly describeApplications: DescribeApplications,
  ) {}

  async run(trainee: CallerIdentity, id: string, { reason }: WithdrawApplicationRequest): Promise<ApplicationView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const application = await lockOwnApplication(em, trainee, id);
      const step = application.withdraw(reason ? this.encryption.seal('remark', reason) : null, now);
      recordStep(em, application, step);
      recordAudit(em, trainee, {
        action: 'withdraw-application',
        subjectType: 'application',
        subjectId: id,
        at: now,
        facts: { from: step.from },
      });
      return this.describeApplications.one(em, application);
    });
  }
}
