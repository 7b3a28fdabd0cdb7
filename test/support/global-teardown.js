import '@swc-node/register/esm-register';

export default async (_globalConfig, { globals }) => (await import('./run.ts')).endRun(globals.refusals === true);
