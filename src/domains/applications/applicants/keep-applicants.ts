import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { AccountRegistered, ContactChanged } from '../../accounts/contracts/index.js';
import { AccountContact } from './account-contact.entity.js';
import { Applicant } from './applicant.entity.js';

/** Keeps who the trainees are and how they can be reached. */
@Injectable()
export class KeepApplicants {
  @Consumes(AccountRegistered, 'applications.applicants')
  async register(em: EntityManager, event: AccountRegistered): Promise<void> {
    const { aggregateId: id, name, maskedName, idNumber } = event;
    // a name and an ID number never change; whoever was forgotten stays so
    await em.upsert(Applicant, { id, name, maskedName, idNumber }, { onConflictAction: 'ignore' });
    await this.keepContact(em, event, event.phone);
  }

  @Consumes(ContactChanged, 'applications.applicant-contacts')
  async changeContact(em: EntityManager, event: ContactChanged): Promise<void> {
    // only staff can be without a phone, and staff never apply
    if (event.phone !== null) await this.keepContact(em, event, event.phone);
  }

  private async keepContact(
    em: EntityManager,
    { aggregateId, aggregateVersion, email }: Pick<ContactChanged, 'aggregateId' | 'aggregateVersion' | 'email'>,
    phone: string,
  ): Promise<void> {
    await em.upsert(
      AccountContact,
      { accountId: aggregateId, phone, email, version: aggregateVersion },
      { onConflictWhere: { version: { $lt: aggregateVersion } } },
    );
  }
}
