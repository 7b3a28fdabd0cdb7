import path from 'node:path';
import { walkThrough } from './walk-through.js';

// npm run walkthrough, beside a running npm start; PLATFORM_URL names another local installation
const url = process.env.PLATFORM_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;
const folder = path.join(process.env.DATA_DIR ?? '.data', 'walkthrough');

const reachable = await fetch(`${url}/health/ready`).then(
  ({ ok }) => ok,
  () => false,
);
if (!reachable) {
  console.error(`The platform does not answer at ${url}: run npm start in another terminal first.`);
  process.exit(1);
}
try {
  const steps = await walkThrough(url, folder, (line) => console.log(line));
  console.log(`\n${steps} 步全部完成；文书在 ${folder}`);
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
