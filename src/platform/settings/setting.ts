import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

export interface SettingDescription {
  /** The environment variable. */
  readonly variable: string;
  readonly meaning: string;
  /** Shown commented in `.env.example`; the default itself is the property's initial value. */
  readonly example?: string;
  readonly secret?: boolean;
  /** A production start without it refuses to run. */
  readonly requiredInProduction?: boolean;
}

const described: (SettingDescription & { property: string })[] = [];

/** Every declared setting, in the order of declaration. */
export const describedSettings = (): readonly (SettingDescription & { property: string })[] => described;

/** Binds a property of `Settings` to an environment variable; an empty variable counts as absent. */
export const Setting =
  (description: SettingDescription): PropertyDecorator =>
  (_target, property) => {
    described.push({ ...description, property: String(property) });
  };

/** Reads `a, b,c` as `['a', 'b', 'c']`. */
export const CommaSeparated = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : value,
  );

/** A whole number in this range. */
export const WholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  applyDecorators(
    Type(() => Number),
    IsInt(),
    Min(min),
    Max(max),
  );

/** Reads `true`/`false`/`1`/`0`. */
export const YesOrNo = () =>
  Transform(({ value }: { value: unknown }) =>
    value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
  );
