import { NestFactory } from '@nestjs/core';

import { AppModule, chosenDomains } from '../src/app.module.js';
import { readSettingsOnly } from '../src/bootstrap.js';
import { Database } from '../src/platform/database/database.js';
import { CheckInvariants } from '../src/platform/invariants/check-invariants.js';

// npm run check-invariants: looks for impossible states now, and fails when there are any; the platform may be running
const settings = await readSettingsOnly();
const context = await NestFactory.createApplicationContext(AppModule.forRoot(chosenDomains(settings), settings.local), {
  logger: ['error'],
});
const database = context.get(Database);
const outcomes = await context.get(CheckInvariants, { strict: false }).run();
await context.close();
await database.stop();
for (const { code, violations, subjectType, subjectIds } of outcomes) {
  console.log(
    violations === 0
      ? `holds     ${code}`
      : `violated  ${code}: ${violations} × ${subjectType} ${subjectIds.join(' ')}`,
  );
}
const violated = outcomes.filter(({ violations }) => violations > 0).length;
console.log(`${outcomes.length} invariants, ${violated} violated`);
process.exitCode = violated === 0 ? 0 : 1;
