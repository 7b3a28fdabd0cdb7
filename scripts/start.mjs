// `npm start`: compiles what changed, then runs the platform in this same process, so that signals reach it directly.
import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
const { build } = await import('./build.mjs');
await build();
await import('../dist/src/main.js');
