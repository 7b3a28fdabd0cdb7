import type { FilterObject } from '@mikro-orm/core';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import type { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { idNumberHash, nameHash } from '../applicants/identity-hashes.js';
import type { Application } from './application.entity.js';
import type { ApplicationFilters, PersonFilters } from './managed-application.dto.js';

/** Which applications an administrator asked for, in a form that may be kept: name and ID number as keyed hashes. */
export interface ApplicationCriteria extends ApplicationFilters {
  /** The bases that the administrator acts for; null for all of the province. */
  readonly ofBases: readonly string[] | null;
  readonly nameHash?: string;
  readonly idNumberHash?: string;
}

/** The order of lists and files: an index serves it under each of the filters that a season makes large. */
export const latestFirst = { submittedAt: 'desc', id: 'desc' } as const;

export function criteriaOf(
  encryption: FieldEncryption,
  admin: CallerIdentity,
  { name, idNumber, ...filters }: ApplicationFilters & PersonFilters,
): ApplicationCriteria {
  return {
    ...filters,
    ...(name !== undefined && { nameHash: nameHash(encryption, name) }),
    ...(idNumber !== undefined && { idNumberHash: idNumberHash(encryption, idNumber) }),
    ofBases: admin.has('province_admin') ? null : [...admin.baseIds],
  };
}

/** The criteria as conditions of a query; every one of them has to hold. */
export function conditionsOf(criteria: ApplicationCriteria): FilterObject<Application>[] {
  const { ofBases, planId, baseId, batchId, specialty, status, statuses, sendingUnit } = criteria;
  const equal = { planId, baseId, batchId, specialty, status };
  const { nameHash: byName, idNumberHash: byIdNumber } = criteria;
  const told = Object.entries({ ...equal, nameHash: byName, idNumberHash: byIdNumber });
  return [
    Object.fromEntries(told.filter(([, value]) => value !== undefined)),
    ...(ofBases === null ? [] : [{ baseId: { $in: [...ofBases] } }]),
    ...(statuses === undefined ? [] : [{ status: { $in: [...statuses] } }]),
    ...(sendingUnit === undefined ? [] : [{ sendingUnit: { $ilike: containing(sendingUnit) } }]),
    ...between('submittedAt', criteria.submittedFrom, criteria.submittedBefore),
    ...between('statusChangedAt', criteria.statusChangedFrom, criteria.statusChangedBefore),
  ];
}

/** What the audit trail is told of a search: its filters, and that there was a name or an ID number, never which. */
export const factsOf = ({
  nameHash: byName,
  idNumberHash: byIdNumber,
  sendingUnit,
  ...filters
}: ApplicationCriteria) => ({
  ...filters,
  // typed freely, it may be a person's name
  ...(sendingUnit !== undefined && { sendingUnit: 'given' }),
  by: [...(byName === undefined ? [] : ['name']), ...(byIdNumber === undefined ? [] : ['id-number'])],
});

// `%` and `_` stand for themselves in what a person types
const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

const between = (property: 'submittedAt' | 'statusChangedAt', from?: string, before?: string) => [
  ...(from === undefined ? [] : [{ [property]: { $gte: new Date(from) } }]),
  ...(before === undefined ? [] : [{ [property]: { $lt: new Date(before) } }]),
];
