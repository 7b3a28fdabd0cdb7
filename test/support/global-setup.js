// plain JavaScript: jest loads this file outside its transforms, so the TypeScript behind it needs a loader of its own
import '@swc-node/register/esm-register';

export default async () => (await import('./run.ts')).beginRun();
