import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** 报名条件 that a specialty can ask for; each reads one of the parameters. */
export const eligibilityRules = [
  'minimum-education',
  'minimum-degree',
  'accepted-titles',
  'minimum-work-years',
  'maximum-age',
] as const;
export type EligibilityRuleName = (typeof eligibilityRules)[number];

/** One condition, with what a trainee is told who does not meet it. */
export class EligibilityRule {
  @IsIn(eligibilityRules)
  readonly rule: EligibilityRuleName;

  /** GB/T 4658, for `minimum-education`. */
  @IsOptional()
  @IsString()
  readonly education?: string;

  /** Level of GB/T 6864, for `minimum-degree`. */
  @IsOptional()
  @IsString()
  readonly degree?: string;

  /** GB/T 8561, for `accepted-titles`. */
  @IsOptional()
  @IsString({ each: true })
  readonly titles?: string[];

  /** Whole years, for `minimum-work-years` and `maximum-age`. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  readonly years?: number;

  /** In Chinese. */
  @IsString()
  readonly explanation: string;
}
