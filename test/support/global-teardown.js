import '@swc-node/register/esm-register';

export default async () => (await import('./run.ts')).endRun();
