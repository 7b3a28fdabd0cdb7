// Compiles src/, scripts/ and the generated clients to dist/ with the settings of .swcrc, touching only what changed since the last build.
import { transformFile } from '@swc/core';
import { globSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const out = path.join(root, 'dist');

const modifiedAt = (file) =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** Compiles every source that is newer than its output, removes outputs whose source is gone, returns how many it compiled. */
export async function build() {
  const inRoot = (pattern) => globSync(pattern, { cwd: root });
  const sources = [...inRoot('src/**/*.ts'), ...inRoot('scripts/**/*.ts'), ...inRoot('openapi/client/**/*.ts')].filter(
    (file) => !file.endsWith('.spec.ts') && !file.endsWith('.d.ts'),
  );
  const settings = [path.join(root, '.swcrc'), path.join(root, 'scripts/build.mjs')];
  const settingsAt = Math.max(...(await Promise.all(settings.map(modifiedAt))));

  const outputs = new Set();
  const compiled = await Promise.all(
    sources.map(async (file) => {
      const target = path.join(out, file.replace(/\.ts$/, '.js'));
      outputs.add(target);
      const source = path.join(root, file);
      if ((await modifiedAt(target)) > Math.max(await modifiedAt(source), settingsAt)) return 0;
      const { code, map } = await transformFile(source, { root, cwd: root, sourceFileName: source });
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(`${target}.map`, map);
      await writeFile(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
      return 1;
    }),
  );
  const stale = globSync('dist/**/*.js', { cwd: root })
    .map((file) => path.join(root, file))
    .filter((file) => !outputs.has(file));
  await Promise.all(stale.flatMap((file) => [rm(file, { force: true }), rm(`${file}.map`, { force: true })]));
  // package.json tells Node that dist/ holds ES modules when it is copied without the project around it
  await writeFile(
    path.join(out, 'package.json'),
    JSON.stringify({
      type: 'module',
      imports: JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).imports,
    }),
  );
  return compiled.reduce((sum, n) => sum + n, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`compiled ${await build()} files`);
}
