import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

/** A file of the project, or a planted one: its path from the root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The project's files that a glob from its root matches. */
export const sourceFiles = (pattern: string): SourceFile[] =>
  globSync(pattern, { cwd: projectRoot })
    .map((file) => ({
      path: file.split(path.sep).join('/'),
      text: readFileSync(path.join(projectRoot, file), 'utf8'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
