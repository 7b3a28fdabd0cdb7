import '@swc-node/register/esm-register';

export default async ({ testPathPatterns, testNamePattern, shard }) => {
  const isWhole = testPathPatterns.patterns.length === 0 && !testNamePattern && !shard;
  await (await import('./run.ts')).endRun(isWhole);
};
