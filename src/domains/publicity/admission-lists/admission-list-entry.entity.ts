import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import type { Candidate } from '../candidates/candidate.entity.js';
import { type AdmissionListEntryAction, admissionListEntryLifecycle } from './admission-list-entry.lifecycle.js';

const AdmissionListEntrySchema = defineEntity({
  name: 'AdmissionListEntry',
  schema: 'publicity',
  tableName: 'admission_list_entry',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    listId: p.uuid(),
    planId: p.uuid(),
    applicationId: p.uuid().index(),
    // of the application that passed: what became of it later takes the entry off
    applicationVersion: p.integer(),
    // from 1, in the order that the administrator chose
    position: p.integer(),
    status: p.enum(admissionListEntryLifecycle.states),
    maskedApplicantName: p.string().length(60),
    sendingUnit: p.string().length(200),
  },
  uniques: [
    { properties: ['listId', 'applicationId'], name: 'admission_list_entry_once_a_list' },
    { properties: ['listId', 'position'], name: 'admission_list_entry_position' },
    {
      properties: ['applicationId'],
      where: "status in ('publicized', 'admitted')",
      name: 'admission_list_entry_publicized_once',
    },
  ],
  indexes: [{ properties: ['planId', 'status'], name: 'admission_list_entry_plan_index' }],
});

/** One person on an admission list, with what the public may see of them as it was when they were listed. */
export class AdmissionListEntry extends AdmissionListEntrySchema.class {
  static list(candidate: Candidate, listId: string, position: number): AdmissionListEntry {
    const { applicationId, version: applicationVersion, planId, maskedApplicantName, sendingUnit } = candidate;
    const shown = { applicationId, applicationVersion, planId, maskedApplicantName, sendingUnit };
    const status = admissionListEntryLifecycle.initial;
    return Object.assign(new AdmissionListEntry(), shown, { id: randomUUID(), version: 1, listId, position, status });
  }

  publicize(): void {
    this.follow('publicize');
  }

  admit(): void {
    this.follow('admit');
  }

  withdraw(): void {
    this.follow('withdraw');
  }

  private follow(action: AdmissionListEntryAction): void {
    this.status = admissionListEntryLifecycle.next(this.status, action);
    this.version += 1;
  }
}
AdmissionListEntrySchema.setClass(AdmissionListEntry);
