import 'reflect-metadata';
import { expect, it } from '@jest/globals';
import { readSettings } from './read-settings.js';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://api.example.org',
  DATABASE_URL: 'postgresql://platform:secret@db:5432/platform',
  S3_ENDPOINT: 'http://minio:9000',
  S3_ACCESS_KEY: 'platform',
  S3_SECRET_KEY: 'top-secret-1',
  ACCESS_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----',
  FIELD_KEYS: `k1:${'A'.repeat(43)}=`,
  FIELD_INDEX_KEY: 'top-secret-2'.repeat(3),
  LINK_SECRET: 'top-secret-3'.repeat(3),
  AUDIT_KEY: 'top-secret-4'.repeat(3),
};

/** What a start with these settings is refused for, a line each. */
function refusals(environment: Record<string, string>): string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

it('takes a production start that has everything', () => {
  expect(refusals(production)).toEqual([]);
});

it.each(Object.keys(production).filter((variable) => variable !== 'NODE_ENV'))(
  'refuses a production start without %s, naming it alone',
  (variable) => {
    const refused = refusals({ ...production, [variable]: '' });
    expect(refused).toEqual([expect.stringMatching(`^  ${variable}: is required in production`)]);
    expect(refused.join()).not.toContain('top-secret');
  },
);

it('names both keys of the store when both are missing', () => {
  expect(refusals({ ...production, S3_ACCESS_KEY: '', S3_SECRET_KEY: '' })).toEqual([
    '  S3_ACCESS_KEY: is required in production',
    '  S3_SECRET_KEY: is required in production',
  ]);
});

it('refuses a store without its keys elsewhere, too: nobody is let in by one', () => {
  expect(refusals({ S3_ENDPOINT: 'http://minio:9000', S3_ACCESS_KEY: 'platform' })).toEqual([
    '  S3_SECRET_KEY: is required where S3_ENDPOINT is set',
  ]);
});

it('keeps the routes that tell every code to the machine itself, where NODE_ENV is test', () => {
  const DATABASE_URL = production.DATABASE_URL;
  expect(refusals({ NODE_ENV: 'test', HOST: '0.0.0.0', DATABASE_URL })).toEqual([
    '  HOST: must be 127.0.0.1, ::1 or localhost where NODE_ENV is test, since /dev tells every code to whoever asks',
  ]);
  for (const HOST of ['', '127.0.0.1', '::1', 'localhost']) {
    expect(refusals({ NODE_ENV: 'test', HOST, DATABASE_URL })).toEqual([]);
  }
});

it('plants demo accounts, whose passwords everybody knows, in an embedded database only', () => {
  expect(readSettings({ NODE_ENV: 'development' }).plantsDemo).toBe(true);
  expect(readSettings({ NODE_ENV: 'test' }).plantsDemo).toBe(true);
  expect(readSettings({ NODE_ENV: 'development', DEMO_DATA: 'false' }).plantsDemo).toBe(false);
  expect(readSettings({ NODE_ENV: 'test', DATABASE_URL: production.DATABASE_URL }).plantsDemo).toBe(false);
  expect(readSettings(production).plantsDemo).toBe(false);
});

it.each([
  [{ NODE_ENV: 'production' }, false],
  [{ NODE_ENV: 'development', DATABASE_URL: production.DATABASE_URL }, false],
  [{ NODE_ENV: 'development' }, true],
  [{ NODE_ENV: 'test', DATABASE_URL: production.DATABASE_URL }, true],
])('%j: local %j', (environment, local) => {
  expect(readSettings({ ...production, DATABASE_URL: '', HOST: '', ...productionWhen(environment) }).local).toBe(local);
});

const productionWhen = (environment: Record<string, string>) =>
  environment.NODE_ENV === 'production' ? production : environment;
