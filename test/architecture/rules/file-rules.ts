import ts from 'typescript';
import type { SourceFile } from './source-files.js';

const LINES = 300;
const USE_CASE_LINES = 100;
const EMPTY_SUFFIX = /(Manager|Helper|Util|Utils|Impl|Base|Data|Info)$/;
// words of the field: 个人信息表, and demo data, which is data
const WORDS_OF_THE_FIELD = /(PersonalInfo|DemoData)$/;
// in a domain and in a story it is a 培训基地, elsewhere a class that others inherit from
const TRAINING_BASE = /Base$/;

/** Files that have grown beyond what one reads at a sitting; a use case (a class with `run`) is held shorter. */
export function longFiles(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    const most = /^ {2}(async )?run\(/m.test(text) && /\/domains\//.test(path) ? USE_CASE_LINES : LINES;
    return lines > most ? [`${path} has ${lines} lines, at most ${most}`] : [];
  });
}

/** Classes, interfaces and files whose names say nothing. */
export function emptyNames(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
    const declared = source.statements.flatMap((statement) =>
      (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) && statement.name
        ? [statement.name.text]
        : [],
    );
    const fileName = path.split('/').at(-1)!.split('.')[0]!;
    const asClass = fileName.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase());
    return [...declared, asClass]
      .filter((name) => EMPTY_SUFFIX.test(name) && !WORDS_OF_THE_FIELD.test(name))
      .filter((name) => !(/^(src\/domains|test\/stories)\//.test(path) && TRAINING_BASE.test(name)))
      .map((name) => `${path}: ${name}`);
  });
}

const SUFFIX =
  '\\.(?:controller|entity|lifecycle|problems|dto|module|story|strategy|guard|filter|interceptor|pipe|worker)';
const FORM = new RegExp(`^[a-z0-9]+(?:-[a-z0-9]+)*(?:${SUFFIX})?(?:\\.spec)?\\.ts$`);

/** Files that are not named as the house names them. */
export const oddFileNames = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path }) => {
    const name = path.split('/').at(-1)!;
    return FORM.test(name) || /^Migration\d{14}_[a-z_]+\.ts$/.test(name)
      ? []
      : [`${path}: not kebab-case with a known suffix`];
  });

/** Promises that are not kept yet, and checks that are switched off. */
export const loopholes = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, text }) => [...text.matchAll(LOOPHOLE)].map(([found]) => `${path}: ${found}`));

const LOOPHOLE = new RegExp(
  ['TODO', 'FIXME', 'XXX', '@ts-ignore', '@ts-expect-error', '@ts-nocheck', 'eslint-disable', 'prettier-ignore']
    .map((word) => `(?<![\\w'])${word}\\b`)
    .concat(String.raw`\b(?:it|describe|test)\.(?:only|todo|failing)\b`)
    .join('|'),
  'g',
);

/** The checks of package.json that `npm run check` leaves out. */
export const forgottenChecks = (scripts: Readonly<Record<string, string>>): string[] =>
  Object.keys(scripts).filter(
    (name) => name.startsWith('check:') && !scripts.check?.split(' && ').includes(`npm run ${name}`),
  );
