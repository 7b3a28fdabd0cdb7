import { createClient } from '@hey-api/openapi-ts';
import { readFile, writeFile } from 'node:fs/promises';
import { makeApplication } from '../src/bootstrap.js';
import { domains } from '../src/domains/index.js';
import { apiDocuments, audiences } from '../src/platform/openapi/api-documents.js';
import { Settings } from '../src/platform/settings/settings.js';

// npm run openapi writes openapi/*.json and the clients made from them; --check only says whether they are up to date
const checkOnly = process.argv.includes('--check');

const app = await makeApplication(domains, new Settings(), undefined, true);
const documents = apiDocuments(app, domains);

const stale: string[] = [];
for (const audience of audiences) {
  const file = `openapi/${audience}.json`;
  const text = `${JSON.stringify(documents[audience], null, 2)}\n`;
  if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
  stale.push(file);
  if (!checkOnly) await writeFile(file, text);
}

if (checkOnly && stale.length > 0) {
  console.error(`${stale.join(', ')} no longer say what the code does: npm run openapi`);
  process.exit(1);
}
if (!checkOnly) {
  for (const audience of ['trainee', 'management'] as const) {
    await createClient({
      input: `./openapi/${audience}.json`,
      output: { path: `openapi/client/${audience}`, postProcess: [] },
      plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
      logs: { level: 'silent' },
    });
  }
}
console.log(stale.length === 0 ? 'the API documents are up to date' : `written: ${stale.join(', ')}`);
