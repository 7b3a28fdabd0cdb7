import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { localSecrets } from './local-secrets.js';
import { readSettings } from './read-settings.js';
import { Settings } from './settings.js';

/** Makes `Settings` injectable everywhere, read through @nestjs/config from `.env` and the environment. */
@Module({})
export class SettingsModule {
  /** `environment` replaces `.env` and the process's variables, for tests. */
  static forRoot(environment?: Readonly<Record<string, string>>): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      imports: [
        ConfigModule.forRoot({
          ignoreEnvFile: environment !== undefined,
          skipProcessEnv: environment !== undefined,
          validate: (fromProcess: Record<string, unknown>) => ({ settings: readSettings(environment ?? fromProcess) }),
        }),
      ],
      providers: [
        {
          provide: Settings,
          inject: [ConfigService],
          useFactory: (config: ConfigService) => localSecrets(config.getOrThrow<Settings>('settings')),
        },
      ],
      exports: [Settings],
    };
  }
}
