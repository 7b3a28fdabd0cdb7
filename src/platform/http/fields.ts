import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { Text } from '../problems/problem.js';

/** What every field declares once, for the check of the request and for the API document alike. */
export interface FieldOptions {
  /** In Chinese: what the front end shows beside the field. */
  readonly description: string;
  readonly example?: unknown;
  /** May be left out. */
  readonly optional?: boolean;
  /** May be null, which says "none" as opposed to "not told". */
  readonly nullable?: boolean;
}

export interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
  /** What the reader is told when `pattern` does not match. */
  readonly patternDetail?: Text;
  /** Kept exactly as typed (passwords); otherwise spaces around are cut off. */
  readonly verbatim?: boolean;
  readonly format?: string;
}

function field(
  { description, example, optional, nullable }: FieldOptions,
  api: ApiPropertyOptions,
  ...checks: PropertyDecorator[]
) {
  const property = {
    description,
    example,
    required: !optional,
    nullable: nullable ?? false,
    ...api,
  } as ApiPropertyOptions;
  const presence = optional
    ? nullable
      ? [IsOptional()]
      : [ValidateIf((_, value) => value !== undefined)]
    : nullable
      ? [ValidateIf((_, value) => value !== null), IsDefined()]
      : [IsDefined()];
  return applyDecorators(ApiProperty(property), ...presence, ...checks);
}

/** Text of `min` (default 1) to `max` characters. */
export const TextField = ({ min = 1, max, pattern, patternDetail, verbatim, format, ...options }: TextOptions) =>
  field(
    options,
    { type: String, minLength: min, maxLength: max, pattern: pattern?.source, format },
    ...(verbatim
      ? []
      : [Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))]),
    IsString(),
    Length(min, max),
    ...(pattern ? [Matches(pattern, patternDetail && { context: patternDetail })] : []),
  );

/** Without the quoted forms of RFC 5322, which may hold line breaks, spaces and commas that a mail's header must not. */
const PLAIN_MAILBOX = /^[^\s"\\<>,;]+$/;

/** An e-mail address of at most 254 characters. */
export const EmailField = (options: FieldOptions) =>
  field(options, { type: String, format: 'email', maxLength: 254 }, Length(3, 254), IsEmail(), Matches(PLAIN_MAILBOX));

/** A UUID in lower or upper case. */
export const UuidField = (options: FieldOptions) => field(options, { type: String, format: 'uuid' }, IsUUID());

/** A calendar date, `YYYY-MM-DD`. */
export const DateField = (options: FieldOptions) =>
  field(options, { type: String, format: 'date' }, Matches(/^\d{4}-\d{2}-\d{2}$/), IsISO8601({ strict: true }));

/** A calendar month, `YYYY-MM`. */
export const MonthField = (options: FieldOptions) =>
  field(options, { type: String, pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }, Matches(/^\d{4}-(0[1-9]|1[0-2])$/));

/** An instant, RFC 3339 with offset. */
export const InstantField = (options: FieldOptions) =>
  field(
    options,
    { type: String, format: 'date-time' },
    Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/),
    IsISO8601({ strict: true }),
  );

// what a column of type integer holds: one more is refused here instead of by the database
const INTEGER = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/** A whole number of 32 bits, unless `min` and `max` say otherwise. */
export const IntegerField = ({ min, max, ...options }: FieldOptions & { min?: number; max?: number }) =>
  field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    IsInt(),
    Min(min ?? INTEGER.min),
    Max(max ?? INTEGER.max),
  );

/** A whole number in a query string. */
export const IntegerParameter = (options: FieldOptions & { min?: number; max?: number }) =>
  applyDecorators(
    Type(() => Number),
    IntegerField(options),
  );

export const BooleanField = (options: FieldOptions) => field(options, { type: Boolean }, IsBoolean());

/** `true` or `false` in a query string. */
export const BooleanParameter = (options: FieldOptions) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    BooleanField(options),
  );

/** One of a closed list. `enumName` gives the list a schema of its own in the API document. */
export const EnumField = ({
  values,
  enumName,
  ...options
}: FieldOptions & { values: readonly string[]; enumName: string }) =>
  field(options, { enum: [...values], enumName }, IsIn([...values]));

/** An object of another declared class. */
export const ObjectField = (type: () => new () => object, options: FieldOptions) =>
  field(options, { type: () => type() }, IsObject(), ValidateNested(), Type(type));

/** A list of objects of a declared class. */
export const ObjectListField = (
  type: () => new () => object,
  { min = 0, max, ...options }: FieldOptions & { min?: number; max: number },
) =>
  field(
    options,
    // swagger knows a lazy type by its name, `type`
    { type: () => type(), isArray: true, minItems: min, maxItems: max },
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type),
  );

/** A list of UUIDs. */
export const UuidListField = ({ min = 0, max, ...options }: FieldOptions & { min?: number; max: number }) =>
  field(
    options,
    { type: String, format: 'uuid', isArray: true, minItems: min, maxItems: max },
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsUUID(undefined, { each: true }),
  );

/** A list of texts, each of 1 to `maxLength` characters. */
export const TextListField = ({
  min = 0,
  max,
  maxLength,
  ...options
}: FieldOptions & { min?: number; max: number; maxLength: number }) =>
  field(
    options,
    { type: String, isArray: true, minItems: min, maxItems: max, items: { type: 'string', minLength: 1, maxLength } },
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsString({ each: true }),
    Length(1, maxLength, { each: true }),
  );

/** A list of values of a closed list in a query string, where each stands under the same name; one alone is a list, too. */
export const EnumListParameter = (options: Parameters<typeof EnumListField>[0]) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value)),
    EnumListField(options),
  );

/** A list of values of a closed list. */
export const EnumListField = ({
  values,
  enumName,
  min = 0,
  max,
  ...options
}: FieldOptions & { values: readonly string[]; enumName: string; min?: number; max: number }) =>
  field(
    options,
    { enum: [...values], enumName, isArray: true, minItems: min, maxItems: max },
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsIn([...values], { each: true }),
  );
