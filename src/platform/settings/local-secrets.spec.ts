import 'reflect-metadata';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { localSecrets } from './local-secrets.js';
import { readSettings } from './read-settings.js';

describe('the secrets of a local installation', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'local-secrets-'));
    file = path.join(folder, 'data', 'secrets.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (environment: Record<string, string> = {}) => {
    const { accessPrivateKey, fieldKeys, fieldIndexKey, linkSecret, auditKey } = localSecrets(
      readSettings({ NODE_ENV: 'development', DATA_DIR: path.dirname(file), ...environment }),
    );
    return { accessPrivateKey, fieldKeys, fieldIndexKey, linkSecret, auditKey };
  };

  it('are made at the first start, kept for its owner alone, and the same ever after', () => {
    const first = start();
    expect(Object.values(first)).not.toContain(undefined);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(start()).toEqual(first);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  it('are added to by what the installation is older than, and otherwise left', () => {
    const first = start();
    const older = Object.fromEntries(Object.entries(first).filter(([name]) => name !== 'auditKey'));
    writeFileSync(file, JSON.stringify(older));
    const second = start();
    expect(second).toEqual({ ...older, auditKey: second.auditKey });
    expect(second.auditKey).toHaveLength(43);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(second);
    expect(start()).toEqual(second);
  });

  it('yield to those that are set, and are not invented in production', () => {
    expect(start({ AUDIT_KEY: 'k'.repeat(32) }).auditKey).toBe('k'.repeat(32));
    const production = Object.assign(readSettings({ NODE_ENV: 'test' }), { nodeEnv: 'production' });
    expect(localSecrets(production).auditKey).toBeUndefined();
  });
});
