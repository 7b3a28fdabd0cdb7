import { startPlatform } from './bootstrap.js';

const platform = await startPlatform();
await platform.app.listen(platform.settings.port, platform.settings.host);
console.log(await platform.app.getUrl());
const stop = (): void => void platform.stop().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
