import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import type { FieldOptions } from '../../../platform/http/fields.js';

/** A score from 0 to 999.9 with at most one decimal; may be left out or null where it says so. */
export const ScoreField = ({ description, example, optional = false, nullable = false }: FieldOptions) =>
  applyDecorators(
    ApiProperty({
      description,
      example,
      type: Number,
      minimum: 0,
      maximum: 999.9,
      multipleOf: 0.1,
      required: !optional,
      nullable,
    }),
    ...(optional || nullable ? [IsOptional()] : []),
    IsNumber({ maxDecimalPlaces: 1 }),
    Min(0),
    Max(999.9),
  );
