import { type DynamicModule, Module } from '@nestjs/common';
import { DemoModule } from './demo/demo.module.js';
import { domains as allDomains } from './domains/index.js';
import { migrate } from './platform/database/migrate.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { DocumentsModule } from './platform/documents/documents.module.js';
import type { Domain } from './platform/domain.js';
import { FilesModule } from './platform/files/files.module.js';
import { ObjectsModule } from './platform/objects/objects.module.js';
import { platformSchema } from './platform/platform-schema.js';
import { PlatformModule } from './platform/platform.module.js';
import { SettingsRefused } from './platform/settings/read-settings.js';
import { SettingsModule } from './platform/settings/settings.module.js';
import type { Settings } from './platform/settings/settings.js';

/** The domains that these settings name; throws when one is unknown. */
export function chosenDomains(settings: Pick<Settings, 'domains'>): readonly Domain[] {
  if (settings.domains.includes('all')) return allDomains;
  return settings.domains
    .filter((name) => name !== 'none')
    .map((name) => {
      const domain = allDomains.find((candidate) => candidate.name === name);
      if (!domain)
        throw new SettingsRefused(
          `DOMAINS: one of them is none of ${allDomains.map((known) => known.name).join(', ')}`,
        );
      return domain;
    });
}

/** Composes the platform, the chosen domains and, locally, what the demo data adds; nothing else. */
@Module({})
export class AppModule {
  /** `environment` replaces `.env` and the process's variables, for tests. */
  static forRoot(
    domains: readonly Domain[],
    local: boolean,
    environment?: Readonly<Record<string, string>>,
  ): DynamicModule {
    const owners = [platformSchema, ...domains];
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(environment),
        DatabaseModule.forRoot(
          owners.flatMap(({ entities }) => entities),
          async (database) => {
            // elsewhere migrations are a step of the deployment: other replicas may still run the old code
            if (database.isEmbedded) await migrate(database.url, owners);
          },
        ),
        PlatformModule.forRoot({ local }),
        ObjectsModule,
        FilesModule,
        DocumentsModule,
        ...domains.map(({ module }) => module),
        ...(local && domains.some(({ name }) => name === 'accounts') ? [DemoModule] : []),
      ],
    };
  }
}
