import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { describedSettings } from './setting.js';
import { Settings } from './settings.js';

/** The process was started with settings that it can't run with; the message has a line for each. */
export class SettingsRefused extends Error {}

/** Reads and checks the settings from environment variables; throws `SettingsRefused` naming each variable that is off. */
export function readSettings(environment: Readonly<Record<string, unknown>>): Settings {
  const given = describedSettings().flatMap(({ variable, property }) => {
    const value = environment[variable];
    return value === undefined || value === '' ? [] : [[property, value] as const];
  });
  const settings = plainToInstance(Settings, Object.fromEntries(given), { exposeDefaultValues: true });
  const complaints = [...invalid(settings), ...missingInProduction(settings), ...unsafeElsewhere(settings)];
  if (complaints.length > 0) throw new SettingsRefused(`These settings are not right:\n${complaints.join('\n')}`);
  return settings;
}

/** What a validator objects to, without the value: it may be a secret. */
function invalid(settings: Settings): string[] {
  return validateSync(settings).map(({ property, constraints }) => {
    const variable = describedSettings().find((setting) => setting.property === property)?.variable ?? property;
    return `  ${variable}: ${Object.values(constraints ?? {}).join('; ')}`;
  });
}

function missingInProduction(settings: Settings): string[] {
  if (settings.nodeEnv !== 'production') return [];
  const values = settings as unknown as Record<string, unknown>;
  const missing = describedSettings().filter(
    ({ requiredInProduction, property }) => requiredInProduction && values[property] === undefined,
  );
  const complaints = missing.map(({ variable }) => `  ${variable}: is required in production`);
  if (settings.runs('accounts') && settings.accessPrivateKey === undefined) {
    complaints.push('  ACCESS_PRIVATE_KEY: is required in production where accounts runs');
  }
  if (!settings.runs('accounts') && settings.accessPublicKeys === undefined) {
    complaints.push('  ACCESS_PUBLIC_KEYS: is required in production where accounts runs elsewhere');
  }
  return complaints;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** What production does not ask for, and yet would let in nobody, or everybody. */
function unsafeElsewhere(settings: Settings): string[] {
  if (settings.nodeEnv === 'production') return [];
  const { s3Endpoint, s3AccessKey, s3SecretKey } = settings;
  const keys = { S3_ACCESS_KEY: s3AccessKey, S3_SECRET_KEY: s3SecretKey };
  const missing = Object.entries(keys).filter(([, key]) => s3Endpoint !== undefined && key === undefined);
  const complaints = missing.map(([variable]) => `  ${variable}: is required where S3_ENDPOINT is set`);
  // a staging server is easily called `test`, which unlike development has these routes on any database
  if (settings.nodeEnv === 'test' && !LOOPBACK.includes(settings.host)) {
    complaints.push(
      '  HOST: must be 127.0.0.1, ::1 or localhost where NODE_ENV is test, since /dev tells every code to whoever asks',
    );
  }
  return complaints;
}
