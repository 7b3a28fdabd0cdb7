import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module.js';
import { readSettingsOnly } from '../src/bootstrap.js';
import { Database } from '../src/platform/database/database.js';
import { StartRefused } from '../src/platform/database/embedded/start-refused.js';
import type { Domain } from '../src/platform/domain.js';
import { SettingsRefused } from '../src/platform/settings/read-settings.js';
import type { Settings } from '../src/platform/settings/settings.js';

/** The exit code of a command that could not begin. */
const NOT_BEGUN = 2;

/**
 * Runs `work` with domains on the platform's database, answering no request and taking no job. A platform that runs on
 * the same DATABASE_URL does not mind; an embedded database belongs to one process, so that one has to be stopped first:
 * that is told in a line, and the process ends with 2.
 */
export async function withDomains<Result>(
  choose: (settings: Settings) => readonly Domain[],
  work: (context: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const context = await open(choose).catch((error: unknown) => {
    if (!(error instanceof StartRefused || error instanceof SettingsRefused)) throw error;
    console.error(error.message);
    process.exit(NOT_BEGUN);
  });
  const database = context.get(Database);
  try {
    return await work(context);
  } finally {
    await context.close();
    await database.stop();
  }
}

async function open(choose: (settings: Settings) => readonly Domain[]): Promise<INestApplicationContext> {
  const settings = await readSettingsOnly();
  const module = AppModule.forRoot(choose(settings), settings.local);
  return NestFactory.createApplicationContext(module, { logger: ['error'], abortOnError: false });
}
