import { HOTP, Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
const shape = { algorithm: 'SHA1', digits: 6 } as const;
const ISSUER = '广西辅助生殖培训平台';

/** How many steps a code may be early or late: a telephone's clock is never quite right (RFC 6238, 5.2). */
export const WINDOW = 1;

/** A new secret of 160 bits in Base32, as RFC 4226 recommends for HMAC-SHA-1. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The time step (RFC 6238, 4.2) that an instant lies in. */
export const stepAt = (instant: Date): number => Math.floor(instant.getTime() / 1000 / STEP_SECONDS);

/** When a step begins. */
export const startOfStep = (step: number): Date => new Date(step * STEP_SECONDS * 1000);

/** The six digits that an authenticator shows during a step. */
export const totpCodeAt = (secret: string, step: number): string =>
  HOTP.generate({ ...shape, secret: Secret.fromBase32(secret), counter: step });

/** The step whose code this is, of those that count at `now`; undefined when it is the code of none. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const token = { ...shape, token: code, secret: Secret.fromBase32(secret) };
  const late = TOTP.validate({ ...token, period: STEP_SECONDS, timestamp: now.getTime(), window: WINDOW });
  return late === null ? undefined : stepAt(now) + late;
}

/** What an authenticator reads from the QR code; `label` tells its owner's accounts apart. */
export const otpauthUri = (secret: string, label: string): string =>
  new TOTP({ ...shape, period: STEP_SECONDS, issuer: ISSUER, label, secret: Secret.fromBase32(secret) }).toString();
