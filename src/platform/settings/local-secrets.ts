import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from './settings.js';

interface Secrets {
  accessPrivateKey: string;
  fieldKeys: string[];
  fieldIndexKey: string;
  linkSecret: string;
  auditKey: string;
}

/**
 * Fills in the secrets that a development or test start was not given, each installation its own: made once and kept
 * under DATA_DIR, so that what was encrypted can be read after a restart. In production nothing is filled in.
 */
export function localSecrets(settings: Settings): Settings {
  if (settings.nodeEnv === 'production') return settings;
  const secrets =
    settings.nodeEnv === 'test' ? makeSecrets() : keptSecrets(path.join(settings.dataDir, 'secrets.json'));
  const missing = Object.entries(secrets).filter(([name]) => settings[name as keyof Secrets] === undefined);
  return Object.assign(settings, Object.fromEntries(missing));
}

function keptSecrets(file: string): Secrets {
  const made = makeSecrets();
  const kept = read(file);
  if (Object.keys(made).every((name) => name in kept)) return kept as Secrets;
  // others must be able to pass through the folder: PostgreSQL under root runs as another user
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
  // of two starts at once the later fails here, instead of running on secrets that the other replaces
  const beside = openSync(`${file}.new`, 'wx', 0o600);
  // an installation that is older than one of its secrets gets that one alone
  const secrets = { ...made, ...read(file) };
  writeFileSync(beside, JSON.stringify(secrets, null, 2));
  closeSync(beside);
  renameSync(`${file}.new`, file);
  return secrets;
}

const read = (file: string): Partial<Secrets> =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};

function makeSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    accessPrivateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fieldKeys: [`k1:${randomBytes(32).toString('base64')}`],
    fieldIndexKey: randomBytes(32).toString('base64url'),
    linkSecret: randomBytes(32).toString('base64url'),
    auditKey: randomBytes(32).toString('base64url'),
  };
}
