import { createServer } from 'node:net';
import { type Platform, readSettingsOnly, startPlatform } from './bootstrap.js';
import { demoStaff } from './demo/demo-accounts.js';
import { plantDemoData } from './demo/plant-demo-data.js';
import { Documents } from './platform/documents/documents.js';
import { StartRefused } from './platform/database/embedded/start-refused.js';
import { SettingsRefused } from './platform/settings/read-settings.js';
import type { Settings } from './platform/settings/settings.js';
import { welcome } from './welcome.js';

/** Starts the platform and runs it until it is told to stop. */
async function main(): Promise<void> {
  const asked = await readSettingsOnly();
  if (asked.roles.includes('api')) await refuseTakenPort(asked);
  const starting = startPlatform();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAndExit(starting));
  const platform = await starting;
  const { settings, app } = platform;
  const hasDemo = settings.plantsDemo && settings.runs('accounts') && settings.runs('recruitment');
  if (hasDemo) await plantDemoData(platform);
  // a process of workers alone answers nobody but its orchestrator, on OPERATIONS_PORT
  if (!settings.roles.includes('api')) return;
  await app.listen(settings.port, settings.host);
  // the first document, or the first name at registration, need not wait for the fonts
  void app.get(Documents).unprintable('');
  if (settings.local) console.log(welcome(await app.getUrl(), hasDemo ? Object.values(demoStaff) : []));
}

/** Ends the process when the platform has stopped, also when it was still starting. */
async function stopAndExit(starting: Promise<Platform>): Promise<void> {
  try {
    await (await starting).stop();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

/** Says so at once when the port is taken, instead of after the database was started. */
async function refuseTakenPort({ host, port }: Settings): Promise<void> {
  const server = createServer();
  const refused = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve).listen(port, host, () => resolve(undefined));
  });
  if (refused?.code === 'EADDRINUSE') {
    throw new StartRefused(
      `Port ${port} on ${host} is taken:`,
      `stop what listens there, or start with PORT=${port + 1} npm start`,
    );
  }
  if (refused?.code === 'EACCES') {
    throw new StartRefused(
      `Port ${port} is not open to this user:`,
      'choose one above 1023, as in PORT=3000 npm start',
    );
  }
  if (refused) throw new StartRefused(`Can't listen on ${host}:${port}:`, `${refused.message}; see HOST and PORT`);
  await new Promise((resolve) => server.close(resolve));
}

main().catch((error: unknown) => {
  const known = error instanceof StartRefused || error instanceof SettingsRefused;
  console.error(known ? error.message : error);
  process.exit(1);
});
