import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module.js';
import { readSettingsOnly } from '../src/bootstrap.js';
import { recruitment } from '../src/domains/recruitment/recruitment.module.js';
import { RebuildStatistics } from '../src/domains/recruitment/statistics/rebuild-statistics.js';
import { Database } from '../src/platform/database/database.js';

// npm run rebuild-statistics: counts 报名情况统计 anew from the events; the platform may be running meanwhile
const settings = await readSettingsOnly();
const context = await NestFactory.createApplicationContext(AppModule.forRoot([recruitment], settings.local), {
  logger: ['error'],
});
const database = context.get(Database);
const { applications, correctedPlans } = await context.get(RebuildStatistics, { strict: false }).run();
await context.close();
await database.stop();
console.log(`${applications} applications counted; the figures of ${correctedPlans} plans were corrected`);
