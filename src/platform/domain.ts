import type { EntityName } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { DynamicModule, Type } from '@nestjs/common';

/** A migration as the migrator finds it: explicit lists, since folders depend on where the process stands. */
export interface ListedMigration {
  readonly name: string;
  readonly class: new (...args: ConstructorParameters<typeof Migration>) => Migration;
}

/** What the platform has to know of a domain in order to run it: its name is also its PostgreSQL schema. */
export interface Domain {
  readonly name: string;
  /** The word for it in API documents. */
  readonly title: string;
  readonly module: Type | DynamicModule;
  readonly entities: readonly EntityName[];
  readonly migrations: readonly ListedMigration[];
}
