import '@swc-node/register/esm-register';

export default async ({ testPathPatterns, testNamePattern, shard }, { roots }) => {
  const isWhole = testPathPatterns.patterns.length === 0 && !testNamePattern && !shard && roots.length > 1;
  await (await import('./run.ts')).endRun(isWhole);
};
