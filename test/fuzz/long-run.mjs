// npm run test:fuzz: the same properties as in npm test, many more requests, another seed each time (printed; FUZZ_SEED replays)
import { randomInt } from 'node:crypto';

process.env.FUZZ_RUNS ??= '300';
process.env.FUZZ_SEED ??= String(randomInt(2 ** 31));
process.env.FUZZ_REPORT ??= '1';
process.argv.push('test/fuzz');
await import('jest/bin/jest');
