import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import type { Problem } from '../../../platform/problems/problem.js';
import { specialties } from '../../recruitment/contracts/index.js';
import type { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import { ListAlreadyPublished, ListEmpty } from '../publicity.problems.js';
import type { EndOfPeriod } from '../../../platform/calendar/working-days.js';
import { type AdmissionListAction, admissionListLifecycle, type ListAction } from './admission-list.lifecycle.js';

const AdmissionListSchema = defineEntity({
  name: 'AdmissionList',
  schema: 'publicity',
  tableName: 'admission_list',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    planId: p.uuid().index(),
    baseId: p.uuid(),
    specialty: p.enum(specialties),
    status: p.enum(admissionListLifecycle.states),
    // how many the administrator put on it
    entryCount: p.integer(),
    createdAt: p.datetime(),
    createdBy: p.uuid(),
    publishedAt: p.datetime().nullable(),
    publishedBy: p.uuid().nullable(),
    noticeId: p.uuid().nullable(),
    endsAt: p.datetime().nullable(),
    // false when the period reaches into a year whose holidays were not published yet
    holidaysKnown: p.boolean().nullable(),
    endedAt: p.datetime().nullable(),
  },
  indexes: [
    { properties: ['baseId', 'createdAt', 'id'], name: 'admission_list_base_index' },
    { properties: ['createdAt', 'id'], name: 'admission_list_province_index' },
    { properties: ['endsAt'], where: "status = 'published'", name: 'admission_list_due_index' },
  ],
  checks: [
    {
      name: 'admission_list_published_completely',
      expression:
        "(status = 'draft') = (published_at is null) and num_nulls(published_at, published_by, notice_id, ends_at, holidays_known) in (0, 5)",
    },
    { name: 'admission_list_ended', expression: "(status = 'ended') = (ended_at is not null)" },
  ],
});

/** Those whom a base proposes for admission to one plan, in an order (拟录取名单). */
export class AdmissionList extends AdmissionListSchema.class {
  static draft({ id: planId, baseId, specialty }: PublicityPlan, createdBy: string, createdAt: Date): AdmissionList {
    return Object.assign(new AdmissionList(), {
      id: randomUUID(),
      version: 1,
      planId,
      baseId,
      specialty,
      status: admissionListLifecycle.initial,
      entryCount: 0,
      createdAt,
      createdBy,
      publishedAt: null,
      publishedBy: null,
      noticeId: null,
      endsAt: null,
      holidaysKnown: null,
      endedAt: null,
    });
  }

  /** Why that cannot be done now; undefined when it can. The guard and `availableActions` both ask this. */
  whyNot(action: ListAction): Problem | undefined {
    const { publishedAt, noticeId } = this;
    if (!admissionListLifecycle.allows(this.status, action)) {
      return new ListAlreadyPublished({ members: { publishedAt, noticeId } });
    }
    return action === 'publish' && this.entryCount === 0 ? new ListEmpty() : undefined;
  }

  replaceEntries(count: number): void {
    this.follow('replace-entries');
    this.entryCount = count;
  }

  publish({ endsAt, holidaysKnown }: EndOfPeriod, noticeId: string, publishedBy: string, publishedAt: Date): void {
    this.follow('publish');
    Object.assign(this, { endsAt, holidaysKnown, noticeId, publishedBy, publishedAt });
  }

  end(now: Date): void {
    this.follow('end');
    this.endedAt = now;
  }

  /** Throws what `whyNot` tells. */
  require(action: ListAction): void {
    const refusal = this.whyNot(action);
    if (refusal) throw refusal;
  }

  // counted here and not by the mapper: every change is made under the row's lock
  private follow(action: AdmissionListAction): void {
    this.status = admissionListLifecycle.next(this.status, action);
    this.version += 1;
  }
}
AdmissionListSchema.setClass(AdmissionList);
