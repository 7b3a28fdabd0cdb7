import { randomInt } from 'node:crypto';

// no look-alikes: they are written down on paper
const characters = 'ACDEFGHJKLMNPQRTUVWXY3479';
const LENGTH = 10;

/** How many a set has. */
export const RECOVERY_CODES = 10;

/** A new set of recovery codes, `K7MQX-4NPHW`, 46 bits each. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const code = Array.from({ length: LENGTH }, () => characters.charAt(randomInt(characters.length))).join('');
    return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
  });

/** Whether a normalised code could be one of these; an authenticator's are six digits. */
export const isRecoveryCode = (code: string): boolean => code.length === LENGTH;

/** What was typed as it counts: capitals, without spaces and dashes. */
export const normaliseTypedCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();
