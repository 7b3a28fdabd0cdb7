// `node scripts/run.mjs scripts/some-command.ts …`: compiles what changed, then runs the command.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
const { build } = await import('./build.mjs');
await build();
const [, , command, ...args] = process.argv;
const compiled = path.resolve('dist', command.replace(/\.ts$/, '.js'));
process.argv = [process.argv[0], compiled, ...args];
await import(pathToFileURL(compiled).href);
