import { createClient } from '@hey-api/openapi-ts';
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeApplication } from '../src/bootstrap.js';
import { domains } from '../src/domains/index.js';
import { apiDocuments, audiences } from '../src/platform/openapi/api-documents.js';
import { Settings } from '../src/platform/settings/settings.js';

// npm run openapi writes openapi/*.json and the clients made from them; --check only says whether they are up to date
const checkOnly = process.argv.includes('--check');
const FOLDER = 'openapi';

const app = await makeApplication(domains, new Settings(), undefined, true);
const documents = apiDocuments(app, domains);

const stale: string[] = [];
for (const audience of audiences) {
  const file = `${FOLDER}/${audience}.json`;
  const text = `${JSON.stringify(documents[audience], null, 2)}\n`;
  if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
  stale.push(file);
  if (!checkOnly) await writeFile(file, text);
}

// inside the project, so that the generator finds tsconfig.json and writes the same imports
const drafts = checkOnly ? await mkdtemp('.client-') : undefined;
try {
  for (const audience of ['trainee', 'management'] as const) {
    const folder = `${FOLDER}/client/${audience}`;
    const draft = drafts === undefined ? folder : path.join(drafts, audience);
    await createClient({
      input: `./${FOLDER}/${audience}.json`,
      output: { path: draft, postProcess: [] },
      plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
      logs: { level: 'silent' },
    });
    if (drafts !== undefined && (await contentOf(draft)) !== (await contentOf(folder))) stale.push(folder);
  }
} finally {
  if (drafts !== undefined) await rm(drafts, { recursive: true, force: true });
}

if (checkOnly && stale.length > 0) {
  console.error(`${stale.join(', ')} no longer say what the code does: npm run openapi`);
  process.exit(1);
}
console.log(stale.length === 0 ? 'the API documents are up to date' : `written: ${stale.join(', ')}`);

/** The files of a folder, names and texts, as one string to compare. */
async function contentOf(folder: string): Promise<string> {
  const files = globSync('**/*.ts', { cwd: folder }).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return JSON.stringify(files.map((file, index) => [file, texts[index]]));
}
