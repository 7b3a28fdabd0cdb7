import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';
import { OwnDataExported } from '../../accounts/contracts/data-exports.js';
import { OwnDataErased } from '../../accounts/contracts/erasures.js';
import { EligibilityRule } from './eligibility.js';

export { EligibilityRule, eligibilityRules, type EligibilityRuleName } from './eligibility.js';

/** 培训专业 */
export const specialties = ['clinical', 'laboratory', 'andrology', 'nursing'] as const;
export type Specialty = (typeof specialties)[number];

/** What a trainee reads for each specialty. */
export const specialtyNames: Readonly<Record<Specialty, string>> = {
  clinical: '临床',
  laboratory: '实验室',
  andrology: '男科',
  nursing: '护理',
};

export const planStatuses = ['draft', 'published', 'closed'] as const;
export type PlanStatus = (typeof planStatuses)[number];

/** 附件种类 */
export const attachmentKinds = [
  'photo',
  'id-card-front',
  'id-card-back',
  'education-certificate',
  'degree-certificate',
  'medical-qualification-certificate',
  'practising-certificate',
  'title-certificate',
  'other',
] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

export const attachmentKindNames: Readonly<Record<AttachmentKind, string>> = {
  photo: '证件照',
  'id-card-front': '身份证人像面',
  'id-card-back': '身份证国徽面',
  'education-certificate': '学历证书',
  'degree-certificate': '学位证书',
  'medical-qualification-certificate': '医师资格证',
  'practising-certificate': '执业证',
  'title-certificate': '职称证书',
  other: '其他',
};

/** 附件格式 */
export const attachmentFormats = ['jpeg', 'png', 'pdf'] as const;
export type AttachmentFormat = (typeof attachmentFormats)[number];

/** The largest file that can be uploaded at all, in bytes. */
export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;

/** The formats that a kind can be uploaded in: a photo is an image. */
export const formatsOf = (kind: AttachmentKind): readonly AttachmentFormat[] =>
  kind === 'photo' ? ['jpeg', 'png'] : attachmentFormats;

/** One kind of attachment that a plan asks for. */
export class AttachmentRequirement {
  @IsIn(attachmentKinds)
  readonly kind: AttachmentKind;

  @IsBoolean()
  readonly required: boolean;

  @IsInt()
  @Min(1)
  readonly maxCount: number;

  /** Absent in what was published before formats could be asked for: every format of the kind. */
  @IsOptional()
  @IsIn(attachmentFormats, { each: true })
  readonly formats?: AttachmentFormat[];

  /** Of one file; absent: what can be uploaded at all. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_ATTACHMENT_BYTES)
  readonly maxBytes?: number;
}

/**
 * A recruitment plan (base × batch × specialty) was made, changed, published or closed, or its base or batch changed:
 * the event always carries the whole, so that a consumer keeps one row a plan. `aggregateId` is the plan's id.
 */
@Published('recruitment.plan-changed', 1)
export class PlanChanged extends DomainEvent {
  @IsIn(planStatuses)
  readonly status: PlanStatus;

  @IsIn(specialties)
  readonly specialty: Specialty;

  @IsInt()
  @Min(0)
  readonly quota: number;

  @IsUUID()
  readonly baseId: string;

  @IsString()
  readonly baseName: string;

  /** A suspended base takes no submissions. */
  @IsBoolean()
  readonly baseSuspended: boolean;

  @IsUUID()
  readonly batchId: string;

  @IsString()
  readonly batchName: string;

  /** From this instant submissions are accepted, RFC 3339. */
  @IsISO8601()
  readonly opensAt: string;

  /** From this instant on none is accepted any more, RFC 3339. */
  @IsISO8601()
  readonly closesAt: string;

  /** Days after `closesAt` in which a returned application may still be resubmitted. */
  @IsInt()
  @Min(0)
  readonly resubmissionGraceDays: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AttachmentRequirement)
  readonly requirements: AttachmentRequirement[];

  /** Absent before conditions were published: none. */
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EligibilityRule)
  readonly eligibility?: EligibilityRule[];

  /** Which version of the specialty's requirements `requirements` and `eligibility` are; absent: the first. */
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly requirementsVersion?: number;
}

/** What this domain holds about a trainee, for their export. */
@Published('recruitment.own-data-exported', 1)
export class RecruitmentDataExported extends OwnDataExported {}

/** What this domain held of a trainee is erased, but for what its README says is kept. */
@Published('recruitment.own-data-erased', 1)
export class RecruitmentDataErased extends OwnDataErased {}
