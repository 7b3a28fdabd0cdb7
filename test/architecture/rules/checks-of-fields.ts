import { getMetadataStorage } from 'class-validator';
import { Settings } from '../../../src/platform/settings/settings.js';

interface Check {
  readonly type: string;
  readonly name?: string;
}

// they say when others are asked, and refuse nothing
const CONDITIONS = ['isOptional', 'conditionalValidation'];

/** What the checks of all classes are called that were loaded, but for the settings, which no caller sends. */
export function checksOfFields(): string[] {
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    validationMetadatas: ReadonlyMap<{ name: string }, readonly Check[]>;
  };
  const checks = [...validationMetadatas]
    // by name: a worker of the tests may have loaded the class more than once
    .filter(([target]) => target.name !== Settings.name)
    .flatMap(([, ofClass]) => ofClass.map(({ name, type }) => name ?? type));
  return [...new Set(checks)].filter((check) => !CONDITIONS.includes(check)).toSorted();
}
