import { NestFactory } from '@nestjs/core';
import { domains } from '../src/domains/index.js';
import { migrate } from '../src/platform/database/migrate.js';
import { platformSchema } from '../src/platform/platform-schema.js';
import { Settings } from '../src/platform/settings/settings.js';
import { SettingsModule } from '../src/platform/settings/settings.module.js';

// npm run migrate: brings the schemas of DATABASE_URL up to date; a production start never does so by itself
const context = await NestFactory.createApplicationContext(SettingsModule.forRoot(), { logger: ['error'] });
const { databaseUrl } = context.get(Settings);
await context.close();
if (databaseUrl === undefined) {
  console.error('DATABASE_URL is not set; an embedded database migrates at npm start');
  process.exit(2);
}
const ran = await migrate(databaseUrl, [platformSchema, ...domains]);
console.log(ran.length === 0 ? 'nothing to do' : ran.join('\n'));
